var e={6749(e,t,n){var s=n(9934),i=n(3154),r=n(3619),a=n(7806);function o(e,t){let n=(0,s.I)(e.kind);return n?.read?n.read(e,t):(0,r.j)(e,(0,i.LF)(e.id,t))}function l(e,t,n=i.jK){return(0,s.I)(e.kind)?.write?.(e,t,n)??(0,a.M9)(e.id,t)}n.d(t,{$:()=>o,U:()=>l})},9106(e,t,n){n.d(t,{d:()=>a,G:()=>r});var s=JSON.parse('{"tooLong":"答案太长：这一格最多 {most} 个字符。","textTooLong":"答案里有一段文字太长：最多 {most} 个字符。","unreadable":"这一格读不懂：应当只有一行，形如 {name} = \\"B\\" 或 {name} = 7，等号右边直接写答案，引号和逗号用英文半角。","noDate":"“{given}”不是日期，请写成 2026-12-12 这样。","noDay":"日历上没有“{given}”这一天。","onlyOne":"这是单选题，只选一项。","letters":"请写选项字母，如 {first}。","noOption":"没有选项“{given}”，可选的是 {options}。","column":"请把各项按次序写成一列。","missing":"还缺：{items}。","twice":"每一项只能出现一次。","each":"请逐项作答：{items}。","noItem":"“{given}”不在各项之中。","noTarget":"“{given}”不在可选的答案之中。","noBin":"“{given}”不在可选的类别之中。","noLines":"请写明哪一行违反了哪一条规则。","noLine":"“{given}”不是行号，行号从 1 到 {most}。","noRule":"“{given}”不在可选的规则之中。","noSteps":"请写明每个情形里选哪一项。","noStep":"“{given}”不是情形的号码，号码从 1 到 {most}。","noField":"“{given}”不在题目里的项目之中。","noNumber":"“{given}”不是数字，请只写数字，如 12。","tooLarge":"这个数太大，请核对是否多写了数字。","words":"请用文字作答。","noRecord":"全年的决定应当是一份“项目: 决定”的记录，请在表单里作答。","noDecision":"这一年里没有名为{name}的决定。","ofDecision":"{month} 月“{name}”：{why}","otherYear":"日期应当在 {year} 年里，现在是 {day}。","noBoard":"这道题的内容不完整，读不了答案。","ofField":"“{name}”：{why}","longField":"写得太长，最多 {most} 个字。","fromOptions":"请从选项里选一个。","noOptionCalled":"没有{given}这个选项。"}'),i=JSON.parse('{"tooLong":"答案太長：這一格最多 {most} 個字符。","textTooLong":"答案裡有一段文字太長：最多 {most} 個字符。","unreadable":"這一格讀不懂：應當只有一行，形如 {name} = \\"B\\" 或 {name} = 7，等號右邊直接寫答案，引號和逗號用英文半角。","noDate":"“{given}”不是日期，請寫成 2026-12-12 這樣。","noDay":"日曆上沒有“{given}”這一天。","onlyOne":"這是單選題，只選一項。","letters":"請寫選項字母，如 {first}。","noOption":"沒有選項“{given}”，可選的是 {options}。","column":"請把各項按次序寫成一列。","missing":"還缺：{items}。","twice":"每一項只能出現一次。","each":"請逐項作答：{items}。","noItem":"“{given}”不在各項之中。","noTarget":"“{given}”不在可選的答案之中。","noBin":"“{given}”不在可選的類別之中。","noLines":"請寫明哪一行違反了哪一條規則。","noLine":"“{given}”不是行號，行號從 1 到 {most}。","noRule":"“{given}”不在可選的規則之中。","noSteps":"請寫明每個情形裡選哪一項。","noStep":"“{given}”不是情形的號碼，號碼從 1 到 {most}。","noField":"“{given}”不在題目裡的項目之中。","noNumber":"“{given}”不是數字，請只寫數字，如 12。","tooLarge":"這個數太大，請核對是否多寫了數字。","words":"請用文字作答。","noRecord":"全年的決定應當是一份“項目: 決定”的記錄，請在表單裡作答。","noDecision":"這一年裡沒有名為{name}的決定。","ofDecision":"{month} 月“{name}”：{why}","otherYear":"日期應當在 {year} 年裡，現在是 {day}。","noBoard":"這道題的內容不完整，讀不了答案。","ofField":"“{name}”：{why}","longField":"寫得太長，最多 {most} 個字。","fromOptions":"請從選項裡選一個。","noOptionCalled":"沒有{given}這個選項。"}');function r(e,t={}){return e.replace(/\{(\w+)\}/g,(e,n)=>String(t[n]??e))}class a extends Error{constructor(e,t={}){super(r(s[e],t)),this.wrong=e,this.values=t}in(e){return r(("hant"===e?i:s)[this.wrong],this.values)}}},9042(e,t,n){n.d(t,{UE:()=>o,AU:()=>c,yL:()=>f,q:()=>p,SP:()=>y});var s=JSON.parse('{"H":"㑯㑳㑶㓨㓰㘚㜄㜏㠏㥮㩜㩳㩵㳽䁻䃮䊷䋙䋚䋹䋻䌽䍦䎱䙓䙡䜀䝼䥇䥑䥱䦆䦛䦟䩄䯀䰾䱷䱽䲁䲘䴉丟並乾亂亙亞佇佈佔併來侖侭侶侷俁係俔俠俥俬倀倆倈倉個們倖倫倲偉偑側偵偽傌傑傖傘備傢傭傯傳傴債傷傾僂僅僉僑僕僞僥僨僱價儀儁儂億儈儉儎儐儔儕儘償優儲儷儸儺儻儼兇兌兒兗內兩冊冑冪凈凍凜凱別刪剄則剋剎剗剛剝剮剴創剷劃劄劇劉劊劌劍劏劑劚勁動務勛勝勞勢勩勱勳勵勸勻匭匯匱區協卹卻卽厙厠厤厭厲厴參叄叢吒吳吶呂咼員唄唸問啓啞啟啢喎喚喪喫喬單喲嗆嗇嗊嗎嗚嗩嗶嘆嘍嘓嘔嘖嘗嘜嘩嘮嘯嘰嘵嘸嘽噁噓噚噝噠噥噦噯噲噴噸噹嚀嚇嚌嚐嚕嚙嚥嚦嚨嚮嚲嚳嚴嚶囀囁囂囅囈囉囌囑囪圇國圍園圓圖團垻埡埰執堅堊堖堝堯報場塊塋塏塒塗塚塢塤塵塹墊墜墮墰墳墶墻墾壇壋壎壓壘壙壚壜壞壟壠壢壩壪壯壺壼壽夠夢夥夾奐奧奩奪奬奮奼妝姍姦娛婁婦婭媧媯媰媼媽嫋嫗嫵嫺嫻嫿嬀嬃嬈嬋嬌嬙嬡嬤嬪嬰嬸孃孋孌孫學孿宮寀寢實寧審寫寬寵寶將專尋對導尷屆屍屓屜屢層屨屬岡峯峴島峽崍崑崗崙崢崬嵐嵗嵾嶁嶄嶇嶔嶗嶠嶢嶧嶨嶮嶸嶺嶼嶽巋巒巔巖巨巰巹帥師帳帶幀幃幓幗幘幟幣幫幬幷幹幺幾庫廁廂廄廈廎廕廚廝廟廠廡廢廣廩廬廳弒弔弳張強彆彈彌彎彔彙彠彥彫彲彿後徑從徠復徵徹恆恥悅悞悵悶悽惡惱惲惻愛愜愨愴愷愾慄態慍慘慚慟慣慤慪慫慮慳慶慺慼慾憂憊憐憑憒憖憚憤憫憮憲憶懇應懌懍懞懟懣懤懨懲懶懷懸懺懼懾戀戇戔戧戩戰戱戲戶扞拋拚挩挱挾捨捫捱捲掃掄掆掗掙掛採揀揚換揮揯損搖搗搧搵搶摑摜摟摯摳摶摺摻撈撏撐撓撝撟撣撥撫撲撳撻撾撿擁擄擇擊擋擓擔據擠擡擣擬擯擰擱擲擴擷擺擻擼擽擾攄攆攏攔攖攙攛攜攝攢攣攤攪攬敍敎敓敗敘敵數斂斃斆斕斬斷於旂旋旣昇時晉晝暈暉暘暢暫暱曄曆曇曉曏曖曠曨曬書會朧朮東枱枴柵柺査桿梔梘條梟梲棄棊棖棗棟棡棧棲棶椏椲楊楓楨業極榘榦榪榮榲榿構槍槓槤槧槨槮槳槶槼樁樂樅樑樓標樞樢樣樧樫樳樸樹樺樿橈橋機橢橫檁檉檔檜檟檢檣檮檯檳檸檻櫃櫓櫚櫛櫝櫞櫟櫥櫧櫨櫪櫫櫬櫱櫳櫸櫻欄欅權欏欒欖欞欽歎歐歟歡歲歷歸歿殘殞殤殨殫殭殮殯殰殲殺殻殼毀毆毿氂氈氌氣氫氬氳氾汎汙決沈沒沖況泝洩洶浹涇涗涼淒淚淥淨淩淪淵淶淺渙減渢渦測渾湊湞湧湯溈準溝溫溮溳溼滄滅滌滎滙滬滯滲滷滸滻滾滿漁漊漚漢漣漬漲漵漸漿潀潁潑潔潙潚潛潤潯潰潷潿澀澆澇澐澗澠澤澦澩澮澱澾濁濃濄濕濘濚濛濜濟濤濧濫濰濱濺濼濾瀂瀅瀆瀇瀉瀋瀏瀕瀘瀝瀟瀠瀦瀧瀨瀰瀲瀾灃灄灑灕灘灝灡灣灤灧灩災為烏烴無煉煒煙煢煥煩煬煱熅熒熗熱熲熾燁燈燉燒燙燜營燦燬燭燴燶燻燼燾爍爐爛爭爲爺爾牀牆牘牴牽犖犛犢犧狀狹狽猙猶猻獁獃獄獅獎獨獪獫獮獰獱獲獵獷獸獺獻獼玀現琱琺琿瑋瑒瑣瑤瑩瑪瑲璉璡璣璦璫璯環璵璸璽璿瓊瓏瓔瓚甌甕產産畝畢畫異畵當疇疊痙痠痺痾瘂瘋瘍瘓瘞瘡瘧瘮瘲瘺瘻療癆癇癉癒癘癟癡癢癤癥癧癩癬癭癮癰癱癲發皁皚皰皸皺盃盜盞盡監盤盧盪眞眥眾睏睜睞睪瞘瞜瞞瞭瞶瞼矇矓矚矯硃硜硤硨硯碕碩碭碸確碼碽磑磚磠磣磧磯磽磾礄礎礙礦礪礫礬礱祕祿禍禎禕禡禦禪禮禰禱禿秈稅稈稏稜稟種稱穀穇穌積穎穞穠穡穢穩穫穭窩窪窮窯窵窶窺竄竅竇竈竊竪競筆筍筧筴箇箋箏箚節範築篋篔篠篤篩篳簀簍簑簞簡簣簫簷簹簽簾籃籌籔籙籛籜籟籠籤籩籪籬籮籲粧粵糉糝糞糧糭糰糲糴糶糹糾紀紂約紅紆紇紈紉紋納紐紓純紕紖紗紘紙級紛紜紝紡紬紮細紱紲紳紵紹紺紼紿絀終絃組絅絆絎結絕絛絝絞絡絢給絨絰統絲絳絶絹綁綃綆綈綉綌綏綐綑經綜綞綠綢綣綫綬維綯綰綱網綳綴綵綸綹綺綻綽綾綿緄緇緊緋緑緒緓緔緗緘緙線緝緞締緡緣緦編緩緪緬緯緱緲練緶緹緻緼縈縉縊縋縐縑縕縗縛縝縞縟縣縧縫縭縮縱縲縳縴縵縶縷縹總績繃繅繆繒織繕繚繞繡繢繩繪繫繭繮繯繰繳繸繹繼繽繾繿纇纈纊續纍纏纓纔纖纘纜缐缽罃罈罌罎罰罵罷羅羆羈羋羣羥羨義羶習翫翬翹翽耬耮聖聞聯聰聲聳聵聶職聹聽聾肅脅脈脛脣脩脫脹腎腖腡腦腫腳腸膃膕膚膞膠膩膽膾膿臉臍臏臘臚臟臠臢臥臨臺與興舉舊舖舘艙艤艦艫艱艷芻苧茲荊莊莖莢莧華菴菸萇萊萬萴萵葉葒著葤葦葯葷蒍蒐蒓蒔蒕蒞蒼蓀蓆蓋蓮蓯蓴蓽蔔蔘蔞蔣蔥蔦蔭蕁蕆蕎蕒蕓蕕蕘蕢蕩蕪蕭蕷薀薈薊薌薑薔薘薟薦薩薳薴薵薹薺藍藎藝藥藪藭藴藶藹藺蘀蘄蘆蘇蘊蘋蘚蘞蘢蘭蘺蘿虆處虛虜號虧虯蛺蛻蜆蝕蝟蝦蝨蝸螄螞螢螮螻螿蟄蟈蟎蟣蟬蟯蟲蟶蟻蠁蠅蠆蠍蠐蠑蠔蠟蠣蠨蠱蠶蠻衆衊術衕衚衛衝衞衹袞袷裊裏補裝裡製複褌褘褲褳褸褻襇襉襏襖襝襠襤襪襬襯襲襴覆覈見覎規覓視覘覡覥覦親覬覯覲覷覺覽覿觀觴觶觸訁訂訃計訊訌討訐訒訓訕訖託記訛訝訟訢訣訥訩訪設許訴訶診註証詁詆詎詐詒詔評詖詗詘詛詞詠詡詢詣試詩詫詬詭詮詰話該詳詵詼詿誄誅誆誇誌認誑誒誕誘誚語誠誡誣誤誥誦誨說説誰課誶誹誼誾調諂諄談諉請諍諏諑諒論諗諛諜諝諞諡諢諤諦諧諫諭諮諱諳諶諷諸諺諼諾謀謁謂謄謅謊謎謐謔謖謗謙謚講謝謠謡謨謫謬謭謳謹謾譁證譎譏譖識譙譚譜譟譫譭譯議譴護譸譽譾讀讅變讋讌讎讒讓讕讖讚讜讞讬谘谿豈豎豐豔豬豶貍貓貙貝貞貟負財貢貧貨販貪貫責貯貰貲貳貴貶買貸貺費貼貽貿賀賁賂賃賄賅資賈賊賑賒賓賕賙賚賜賞賠賡賢賣賤賦賧質賫賬賭賰賴賵賺賻購賽賾贄贅贇贈贊贋贍贏贐贓贔贖贗贛贜赬趕趙趨趲跡踐踰踴蹌蹕蹟蹠蹣蹤蹺躂躉躊躋躍躎躑躒躓躕躚躡躥躦躪軀車軋軌軍軑軒軔軛軟軤軫軲軸軹軺軻軼軾較輅輇輈載輊輒輓輔輕輛輜輝輞輟輥輦輩輪輬輯輳輸輻輼輾輿轀轂轄轅轆轉轍轎轔轟轡轢轤辦辭辮辯農迳迴逕這連週進遊運過達違遙遜遞遠遡適遲遶遷選遺遼邁還邇邊邏邐郟郵鄆鄉鄒鄔鄖鄧鄭鄰鄲鄴鄶鄺酇酈醃醖醜醞醟醣醫醬醱釀釁釃釅釋釐釒釓釔釕釗釘釙針釣釤釦釧釩釵釷釹釺釾鈀鈁鈃鈄鈅鈈鈉鈍鈎鈐鈑鈒鈔鈕鈞鈡鈣鈥鈦鈧鈮鈰鈳鈴鈷鈸鈹鈺鈽鈾鈿鉀鉅鉆鉈鉉鉋鉍鉑鉕鉗鉚鉛鉞鉢鉤鉦鉬鉭鉳鉶鉸鉺鉻鉿銀銃銅銍銑銓銖銘銚銛銜銠銣銥銦銨銩銪銫銬銱銳銷銹銻銼鋁鋃鋅鋇鋌鋏鋒鋙鋝鋟鋣鋤鋥鋦鋨鋩鋪鋭鋮鋯鋰鋱鋶鋸鋼錁錄錆錇錈錏錐錒錕錘錙錚錛錟錠錡錢錦錨錩錫錮錯録錳錶錸錼鍀鍁鍃鍅鍆鍇鍈鍊鍋鍍鍔鍘鍚鍛鍠鍤鍥鍩鍬鍰鍵鍶鍺鍼鍾鎂鎄鎇鎊鎌鎔鎖鎘鎚鎛鎡鎢鎣鎦鎧鎩鎪鎬鎭鎮鎰鎲鎳鎵鎶鎸鎿鏃鏇鏈鏌鏍鏐鏑鏗鏘鏜鏝鏞鏟鏡鏢鏤鏨鏰鏵鏷鏹鏺鏽鐃鐋鐐鐒鐓鐔鐘鐙鐝鐠鐥鐦鐧鐨鐫鐮鐯鐲鐳鐵鐶鐸鐺鐿鑄鑊鑌鑑鑒鑔鑕鑞鑠鑣鑥鑭鑰鑱鑲鑷鑹鑼鑽鑾鑿钁钂锺長門閂閃閆閈閉開閌閎閏閑閒間閔閘閡閣閤閥閨閩閫閬閭閱閲閶閹閻閼閽閾閿闃闆闇闈闊闋闌闍闐闒闓闔闕闖關闞闠闡闢闤闥陘陝陞陣陰陳陸陽隉隊階隕際隨險隯隱隴隸隻雋雖雙雛雜雞離難雲電霑霢霧霽靂靄靆靈靉靚靜靝靦靨鞏鞝鞦鞽韁韃韆韉韋韌韍韓韙韜韝韞韻響頁頂頃項順頇須頊頌頎頏預頑頒頓頗領頜頡頤頦頭頮頰頲頴頷頸頹頻頽顆題額顎顏顒顓顔願顙顛類顢顥顧顫顬顯顰顱顳顴颚風颭颮颯颱颳颶颸颺颻颼飀飄飆飈飛飠飢飣飥飩飪飫飭飯飱飲飴飼飽飾飿餃餄餅餈餉養餌餎餏餑餒餓餕餖餘餚餛餜餞餡館餬餱餳餵餶餷餺餼餾餿饁饃饅饈饉饊饋饌饑饒饗饜饞饢馀馬馭馮馱馳馴馹駁駐駑駒駔駕駘駙駛駝駟駡駢駭駰駱駸駿騁騂騅騌騍騎騏騖騙騤騧騫騭騮騰騶騷騸騾驀驁驂驃驄驅驊驌驍驏驕驗驚驛驟驢驤驥驦驪驫骯髏髒體髕髖髮鬆鬍鬚鬢鬥鬧鬨鬩鬮鬱鬹魎魘魚魛魢魨魯魴魷魺鮁鮃鮊鮋鮍鮎鮐鮑鮒鮓鮚鮜鮝鮞鮣鮦鮪鮫鮭鮮鮳鮶鮺鯀鯁鯇鯉鯊鯒鯔鯕鯖鯗鯛鯝鯡鯢鯤鯧鯨鯪鯫鯰鯴鯷鯽鯿鰁鰂鰃鰆鰈鰉鰌鰍鰏鰐鰒鰓鰛鰜鰟鰠鰣鰥鰧鰨鰩鰭鰮鰱鰲鰳鰵鰷鰹鰺鰻鰼鰾鱂鱅鱈鱉鱒鱔鱖鱗鱘鱝鱟鱠鱣鱤鱧鱨鱭鱯鱷鱸鱺鲶鳥鳧鳩鳬鳲鳳鳴鳶鳾鴆鴇鴉鴒鴕鴛鴝鴞鴟鴣鴦鴨鴯鴰鴴鴷鴻鴿鵁鵂鵃鵐鵑鵒鵓鵜鵝鵠鵡鵪鵬鵮鵯鵰鵲鵷鵾鶄鶇鶉鶊鶓鶖鶘鶚鶡鶥鶩鶪鶬鶯鶲鶴鶹鶺鶻鶼鶿鷀鷁鷂鷄鷉鷊鷓鷖鷗鷙鷚鷥鷦鷫鷯鷲鷳鷴鷸鷹鷺鷽鸂鸇鸊鸌鸏鸕鸘鸚鸛鸝鸞鹵鹹鹺鹼鹽麗麥麩麪麫麯麴麵麹麺麼麽黃黌點黨黲黴黶黷黽黿鼂鼉鼕鼴齊齋齎齏齒齔齕齗齙齜齟齠齡齣齦齧齪齬齲齶齷龍龎龐龑龔龕龜鿁鿓","N":"㑔㑇㐹刾划㘎㚯㛣㟆㤘㨫㧐擜弥䀥鿎䌶䌺䌻䌿䌾彩䍠䎬摆䙌䜧䞍䦂鿏䥾镢䦶䦷腼䯅鲃䲣䲝鳚鳤鹮丢并干乱亘亚伫布占并来仑尽侣局俣系伣侠伡私伥俩俫仓个们幸伦㑈伟㐽侧侦伪㐷杰伧伞备家佣偬传伛债伤倾偻仅佥侨仆伪侥偾雇价仪俊侬亿侩俭傤傧俦侪尽偿优储俪㑩傩傥俨凶兑儿兖内两册胄幂净冻凛凯别删刭则克刹刬刚剥剐剀创铲划札剧刘刽刿剑㓥剂㔉劲动务勋胜劳势勚劢勋励劝匀匦汇匮区协恤却即厍厕历厌厉厣参叁丛咤吴呐吕呙员呗念问启哑启唡㖞唤丧吃乔单哟呛啬唝吗呜唢哔叹喽啯呕啧尝唛哗唠啸叽哓呒啴恶嘘㖊咝哒哝哕嗳哙喷吨当咛吓哜尝噜啮咽呖咙向亸喾严嘤啭嗫嚣冁呓啰苏嘱囱囵国围园圆图团坝垭采执坚垩垴埚尧报场块茔垲埘涂冢坞埙尘堑垫坠堕坛坟垯墙垦坛垱埙压垒圹垆坛坏垄垅坜坝塆壮壶壸寿够梦伙夹奂奥奁夺奖奋姹妆姗奸娱娄妇娅娲妫㛀媪妈袅妪妩娴娴婳妫媭娆婵娇嫱嫒嬷嫔婴婶娘㛤娈孙学孪宫采寝实宁审写宽宠宝将专寻对导尴届尸屃屉屡层屦属冈峰岘岛峡崃昆岗仑峥岽岚岁㟥嵝崭岖嵚崂峤峣峄峃崄嵘岭屿岳岿峦巅岩钜巯卺帅师帐带帧帏㡎帼帻帜币帮帱并干么几库厕厢厩厦庼荫厨厮庙厂庑废广廪庐厅弑吊弪张强别弹弥弯录汇彟彦雕彨佛后径从徕复征彻恒耻悦悮怅闷凄恶恼恽恻爱惬悫怆恺忾栗态愠惨惭恸惯悫怄怂虑悭庆㥪戚欲忧惫怜凭愦慭惮愤悯怃宪忆恳应怿懔蒙怼懑㤽恹惩懒怀悬忏惧慑恋戆戋戗戬战戯戏户捍抛拼捝挲挟舍扪挨卷扫抡㧏挜挣挂采拣扬换挥搄损摇捣扇揾抢掴掼搂挚抠抟折掺捞挦撑挠㧑挢掸拨抚扑揿挞挝捡拥掳择击挡㧟担据挤抬捣拟摈拧搁掷扩撷摆擞撸㧰扰摅撵拢拦撄搀撺携摄攒挛摊搅揽叙教敚败叙敌数敛毙敩斓斩断于旗镟既升时晋昼晕晖旸畅暂昵晔历昙晓向暧旷昽晒书会胧术东台拐栅拐查杆栀枧条枭棁弃棋枨枣栋㭎栈栖梾桠㭏杨枫桢业极矩干杩荣榅桤构枪杠梿椠椁椮桨椢椝桩乐枞梁楼标枢㭤样榝㭴桪朴树桦椫桡桥机椭横檩柽档桧槚检樯梼台槟柠槛柜橹榈栉椟橼栎橱槠栌枥橥榇蘖栊榉樱栏榉权椤栾榄棂钦叹欧欤欢岁历归殁残殒殇㱮殚僵殓殡㱩歼杀壳壳毁殴毵牦毡氇气氢氩氲泛泛污决渖没冲况溯泄汹浃泾涚凉凄泪渌净凌沦渊涞浅涣减沨涡测浑凑浈涌汤沩准沟温浉涢湿沧灭涤荥汇沪滞渗卤浒浐滚满渔溇沤汉涟渍涨溆渐浆潨颍泼洁沩㴋潜润浔溃滗涠涩浇涝沄涧渑泽滪泶浍淀㳠浊浓㳡湿泞溁蒙浕济涛㳔滥潍滨溅泺滤澛滢渎㲿泻渖浏濒泸沥潇潆潴泷濑弥潋澜沣滠洒漓滩灏㳕湾滦滟滟灾为乌烃无炼炜烟茕焕烦炀㶽煴荧炝热颎炽烨灯炖烧烫焖营灿毁烛烩㶶熏烬焘烁炉烂争为爷尔床墙牍抵牵荦牦犊牺状狭狈狰犹狲犸呆狱狮奖独狯猃狝狞㺍获猎犷兽獭献猕猡现雕珐珲玮玚琐瑶莹玛玱琏琎玑瑷珰㻅环玙瑸玺璇琼珑璎瓒瓯瓮产产亩毕画异画当畴叠痉酸痹疴痖疯疡痪瘗疮疟瘆疭瘘瘘疗痨痫瘅愈疠瘪痴痒疖症疬癞癣瘿瘾痈瘫癫发皂皑疱皲皱杯盗盏尽监盘卢荡真眦众困睁睐睾眍䁖瞒了瞆睑蒙眬瞩矫朱硁硖砗砚埼硕砀砜确码䂵硙砖硵碜碛矶硗䃅硚础碍矿砺砾矾砻秘禄祸祯祎祃御禅礼祢祷秃籼税秆䅉棱禀种称谷䅟稣积颖稆秾穑秽稳获稆窝洼穷窑窎窭窥窜窍窦灶窃竖竞笔笋笕䇲个笺筝札节范筑箧筼筿笃筛筚箦篓蓑箪简篑箫檐筜签帘篮筹䉤箓篯箨籁笼签笾簖篱箩吁妆粤粽糁粪粮粽团粝籴粜纟纠纪纣约红纡纥纨纫纹纳纽纾纯纰纼纱纮纸级纷纭纴纺䌷扎细绂绁绅纻绍绀绋绐绌终弦组䌹绊绗结绝绦绔绞络绚给绒绖统丝绛绝绢绑绡绠绨绣绤绥䌼捆经综缍绿绸绻线绶维绹绾纲网绷缀彩纶绺绮绽绰绫绵绲缁紧绯绿绪绬绱缃缄缂线缉缎缔缗缘缌编缓縆缅纬缑缈练缏缇致缊萦缙缢缒绉缣缊缞缚缜缟缛县绦缝缡缩纵缧䌸纤缦絷缕缥总绩绷缫缪缯织缮缭绕绣缋绳绘系茧缰缳缲缴䍁绎继缤缱䍀颣缬纩续累缠缨才纤缵缆线钵䓨坛罂坛罚骂罢罗罴羁芈群羟羡义膻习玩翚翘翙耧耢圣闻联聪声耸聩聂职聍听聋肃胁脉胫唇修脱胀肾胨脶脑肿脚肠腽腘肤䏝胶腻胆脍脓脸脐膑腊胪脏脔臜卧临台与兴举旧铺馆舱舣舰舻艰艳刍苎兹荆庄茎荚苋华庵烟苌莱万荝莴叶荭着荮苇药荤蔿搜莼莳蒀莅苍荪席盖莲苁莼荜卜参蒌蒋葱茑荫荨蒇荞荬芸莸荛蒉荡芜萧蓣蕰荟蓟芗姜蔷荙莶荐萨䓕苎䓓苔荠蓝荩艺药薮䓖蕴苈蔼蔺萚蕲芦苏蕴苹藓蔹茏兰蓠萝蔂处虚虏号亏虬蛱蜕蚬蚀猬虾虱蜗蛳蚂萤䗖蝼螀蛰蝈螨虮蝉蛲虫蛏蚁蚃蝇虿蝎蛴蝾蚝蜡蛎蟏蛊蚕蛮众蔑术同胡卫冲卫只衮夹袅里补装里制复裈袆裤裢褛亵裥裥袯袄裣裆褴袜摆衬袭襕复核见觃规觅视觇觋觍觎亲觊觏觐觑觉览觌观觞觯触讠订讣计讯讧讨讦讱训讪讫托记讹讶讼䜣诀讷讻访设许诉诃诊注证诂诋讵诈诒诏评诐诇诎诅词咏诩询诣试诗诧诟诡诠诘话该详诜诙诖诔诛诓夸志认诳诶诞诱诮语诚诫诬误诰诵诲说说谁课谇诽谊訚调谄谆谈诿请诤诹诼谅论谂谀谍谞谝谥诨谔谛谐谏谕咨讳谙谌讽诸谚谖诺谋谒谓誊诌谎谜谧谑谡谤谦谥讲谢谣谣谟谪谬谫讴谨谩哗证谲讥谮识谯谭谱噪谵毁译议谴护诪誉谫读谉变詟䜩雠谗让谰谶赞谠谳托咨溪岂竖丰艳猪豮狸猫䝙贝贞贠负财贡贫货贩贪贯责贮贳赀贰贵贬买贷贶费贴贻贸贺贲赂赁贿赅资贾贼赈赊宾赇赒赉赐赏赔赓贤卖贱赋赕质赍账赌䞐赖赗赚赙购赛赜贽赘赟赠赞赝赡赢赆赃赑赎赝赣赃赪赶赵趋趱迹践逾踊跄跸迹跖蹒踪跷跶趸踌跻跃䟢踯跞踬蹰跹蹑蹿躜躏躯车轧轨军轪轩轫轭软轷轸轱轴轵轺轲轶轼较辂辁辀载轾辄挽辅轻辆辎辉辋辍辊辇辈轮辌辑辏输辐辒辗舆辒毂辖辕辘转辙轿辚轰辔轹轳办辞辫辩农径回径这连周进游运过达违遥逊递远溯适迟绕迁选遗辽迈还迩边逻逦郏邮郓乡邹邬郧邓郑邻郸邺郐邝酂郦腌酝丑酝蒏糖医酱酦酿衅酾酽释厘钅钆钇钌钊钉钋针钓钐扣钏钒钗钍钕钎䥺钯钫钘钭钥钚钠钝钩钤钣钑钞钮钧钟钙钬钛钪铌铈钶铃钴钹铍钰钸铀钿钾钜钻铊铉铇铋铂钷钳铆铅钺钵钩钲钼钽锫铏铰铒铬铪银铳铜铚铣铨铢铭铫铦衔铑铷铱铟铵铥铕铯铐铞锐销锈锑锉铝锒锌钡铤铗锋铻锊锓铘锄锃锔锇铓铺锐铖锆锂铽锍锯钢锞录锖锫锩铔锥锕锟锤锱铮锛锬锭锜钱锦锚锠锡锢错录锰表铼镎锝锨锪钫钔锴锳炼锅镀锷铡钖锻锽锸锲锘锹锾键锶锗针钟镁锿镅镑镰镕锁镉锤镈镃钨蓥镏铠铩锼镐镇镇镒镋镍镓鿔镌镎镞镟链镆镙镠镝铿锵镗镘镛铲镜镖镂錾镚铧镤镪䥽锈铙铴镣铹镦镡钟镫镢镨䦅锎锏镄镌镰䦃镯镭铁镮铎铛镱铸镬镔鉴鉴镲锧镴铄镳镥镧钥镵镶镊镩锣钻銮凿镢镋钟长门闩闪闫闬闭开闶闳闰闲闲间闵闸阂阁合阀闺闽阃阆闾阅阅阊阉阎阏阍阈阌阒板暗闱阔阕阑阇阗阘闿阖阙闯关阚阓阐辟阛闼陉陕升阵阴陈陆阳陧队阶陨际随险陦隐陇隶只隽虽双雏杂鸡离难云电沾霡雾霁雳霭叇灵叆靓静靔腼靥巩绱秋鞒缰鞑千鞯韦韧韨韩韪韬鞲韫韵响页顶顷项顺顸须顼颂颀颃预顽颁顿颇领颌颉颐颏头颒颊颋颕颔颈颓频颓颗题额腭颜颙颛颜愿颡颠类颟颢顾颤颥显颦颅颞颧腭风飐飑飒台刮飓飔飏飖飕飗飘飙飚飞饣饥饤饦饨饪饫饬饭飧饮饴饲饱饰饳饺饸饼糍饷养饵饹饻饽馁饿馂饾余肴馄馃饯馅馆糊糇饧喂馉馇馎饩馏馊馌馍馒馐馑馓馈馔饥饶飨餍馋馕余马驭冯驮驰驯驲驳驻驽驹驵驾骀驸驶驼驷骂骈骇骃骆骎骏骋骍骓骔骒骑骐骛骗骙䯄骞骘骝腾驺骚骟骡蓦骜骖骠骢驱骅骕骁骣骄验惊驿骤驴骧骥骦骊骉肮髅脏体髌髋发松胡须鬓斗闹哄阋阄郁鬶魉魇鱼鱽鱾鲀鲁鲂鱿鲄鲅鲆鲌鲉鲏鲇鲐鲍鲋鲊鲒鲘鲞鲕䲟鲖鲔鲛鲑鲜鲓鲪鲝鲧鲠鲩鲤鲨鲬鲻鲯鲭鲞鲷鲴鲱鲵鲲鲳鲸鲮鲰鲇鲺鳀鲫鳊鳈鲗鳂䲠鲽鳇䲡鳅鲾鳄鳆鳃鳁鳒鳑鳋鲥鳏䲢鳎鳐鳍鳁鲢鳌鳓鳘鲦鲣鲹鳗鳛鳔鳉鳙鳕鳖鳟鳝鳜鳞鲟鲼鲎鲙鳣鳡鳢鲿鲚鳠鳄鲈鲡鲇鸟凫鸠凫鸤凤鸣鸢䴓鸩鸨鸦鸰鸵鸳鸲鸮鸱鸪鸯鸭鸸鸹鸻䴕鸿鸽䴔鸺鸼鹀鹃鹆鹁鹈鹅鹄鹉鹌鹏鹐鹎雕鹊鹓鹍䴖鸫鹑鹒鹋鹙鹕鹗鹖鹛鹜䴗鸧莺鹟鹤鹠鹡鹘鹣鹚鹚鹢鹞鸡䴘鹝鹧鹥鸥鸷鹨鸶鹪鹔鹩鹫鹇鹇鹬鹰鹭鸴㶉鹯䴙鹱鹲鸬鹴鹦鹳鹂鸾卤咸鹾碱盐丽麦麸面面曲曲面曲面么么黄黉点党黪霉黡黩黾鼋鼌鼍冬鼹齐斋赍齑齿龀龁龂龅龇龃龆龄出龈啮龊龉龋腭龌龙厐庞䶮龚龛龟䜤鿒"}'),i=n(9106),r=JSON.parse('[["居委会","社区居民委员会","居民委员会","社区居委会"],["党组织","社区党组织"],["工作站","社区公共服务工作站","公共服务工作站","社区工作站"],["业委会","业主委员会"],["街道","街道办事处","街道办"],["物业公司","物业服务公司","物业服务企业","物业管理公司"],["恳谈会","社区民情恳谈会","民情恳谈会"],["协调会","社区事务协调会","事务协调会"],["听证会","社区工作听证会","社区听证会"],["评议会","社区成效评议会","成效评议会"],["居民代表大会","社区居民代表大会"]]'),a=n(7806);let o=/[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g,l=[...s.N],h=new Map([...s.H].map((e,t)=>[e,l[t]])),d=new Map(r.flatMap(([e,...t])=>t.map(t=>[t,e]))),u=RegExp([...d.keys()].sort((e,t)=>t.length-e.length).join("|"),"g");function c(e){return[...e.normalize("NFKC")].map(e=>h.get(e)??e).join("").replace(o,"").toLowerCase()}function p(e){return c(e).replace(u,e=>d.get(e))}function f(e,t,n){if("string"==typeof e)for(let n of[c,p]){let s=n(e),i=function(e,t){let n=m.get(e)??new WeakMap,s=n.get(t)??t.map(e);return m.set(e,n.set(t,s)),s}(n,t),[r,...a]=t.filter((e,t)=>i[t]===s);if(void 0!==r&&!a.length)return r}throw new i.d(n,{given:y(e)})}let m=new Map;function y(e){if("number"==typeof e)return(0,a.Dx)(e);if("string"!=typeof e)return null===e?"None":!0===e?"True":!1===e?"False":"…";let t=[...e];return t.length>30?`${t.slice(0,30).join("")}…`:e}},929(e,t,n){var s=n(6749),i=n(9106),r=n(3154),a=n(9042),o=n(9934),l=n(3619),h=n(766),d=n(7806);n.d(t,{$$:()=>s.$,AU:()=>a.AU,LF:()=>r.LF,M9:()=>d.M9,U1:()=>r.U1,Ul:()=>s.U,_5:()=>h._,_m:()=>o._,dV:()=>i.d,j7:()=>l.j,jK:()=>r.jK,q:()=>a.q})},4363(e,t,n){function s(e,t=1e3){return"string"==typeof e&&e.length<=t}function i(e){return Array.isArray(e)&&e.length>0&&e.length<=60&&e.every(e=>s(e)&&e)&&new Set(e).size===e.length}n.d(t,{K:()=>s,P:()=>i})},9934(e,t,n){let s=n(5060),i=new Map(s.keys().map(e=>[e.slice(2,-3),s(e).kind]));function r(e){return i.get(e)}function a(e){return"string"==typeof e&&!!r(e)?.isCode}n.d(t,{I:()=>r,_:()=>a})},4998(e,t,n){n.r(t);var s=n(9106),i=n(9042),r=n(4363);function a({options:e}){if("object"!=typeof e||null===e||Array.isArray(e))return!1;let t=Object.entries(e);return t.length>0&&t.every(([e,t])=>/^[A-Z]$/.test(e)&&(0,r.K)(t))}function o(e,t){let n=Object.keys(e),r="string"==typeof t?[...(0,i.AU)(t).toUpperCase()].filter(e=>!",、;和".includes(e)):t;if(!Array.isArray(r)&&!(r instanceof Set))throw new s.d("letters",{first:n[0]});return[...new Set([...r].map(e=>l(n,e)))].sort()}function l(e,t){let n="string"==typeof t?(0,i.AU)(t).toUpperCase():"";if(!e.includes(n))throw new s.d("noOption",{given:(0,i.SP)(t),options:e.join("、")});return n}n.d(t,{haveOptions:()=>a,letterOf:()=>l,letters:()=>o},{kind:{fits:a,normalise(e,t){let[n,...i]=o(e.options,t);if(void 0===n||i.length)throw new s.d("onlyOne");return n}}})},6605(e,t,n){n.r(t);var s=n(4998);let i={fits:s.haveOptions,normalise(e,t){let n=(0,s.letters)(e.options,t);return n.length?n:null}};n.d(t,{},{kind:i})},2717(e,t,n){n.r(t);var s=n(9106),i=n(9042);let r=/^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$/;function a(e){let t="string"==typeof e?r.exec((0,i.AU)(e)):null;if(!t)throw new s.d("noDate",{given:(0,i.SP)(e)});let n=Number(t[1]),a=Number(t[2]),o=Number(t[3]),l=new Date(0);if(l.setUTCFullYear(n,a-1,o),n<1||l.getUTCMonth()!==a-1||l.getUTCDate()!==o)throw new s.d("noDay",{given:(0,i.SP)(e)});return l.toISOString().slice(0,10)}n.d(t,{isoDate:()=>a},{kind:{fits:()=>!0,normalise:(e,t)=>a(t)}})},8533(e,t,n){n.r(t);var s=n(9106),i=n(9042),r=n(4363),a=n(4998);let o=/^(?:情形)?([0-9]{1,2})$/;function l(e,t){let n=new Map,s=1;for(let i=t[0];i;i=0===s?"":t[s-1]){let t=e[s-1]?.options[i];if(!t)throw Error(`situation ${s} has no option ${i}`);n.set(s,i),s=t.then}return{decided:n,open:s}}function h({decided:e}){return e.size?Object.fromEntries(e):null}function d(e,t,n){let{heading:s,text:i,options:a}=e??{};return(0,r.K)(s)&&(0,r.K)(i)&&"object"==typeof a&&null!==a&&Object.keys(a).length>0&&Object.entries(a).every(([e,s])=>{let{text:i,after:a,then:o}=s??{},l=0===o||Number.isInteger(o)&&o>t+1;return/^[A-E]$/.test(e)&&(0,r.K)(i)&&(0,r.K)(a)&&l&&o<=n.length})}n.d(t,{answerOf:()=>h,wayOf:()=>l},{kind:{fits:({steps:e})=>Array.isArray(e)&&e.length>0&&e.length<=12&&e.every(d),normalise({steps:e},t){if(!(t instanceof Map))throw new s.d("noSteps");let n=e.map(()=>"");for(let[r,l]of t){let{number:t,options:h}=function(e,t){let n="string"==typeof e?o.exec((0,i.AU)(e)):null,r=Number(n?.[1]),a=t[r-1];if(!a)throw new s.d("noStep",{given:(0,i.SP)(e),most:t.length});return{number:r,options:a.options}}(r,e);n[t-1]=["",null].includes(l)?"":(0,a.letterOf)(Object.keys(h),l)}return h(l(e,n))}}})},1194(e,t,n){n.r(t);var s=n(9042),i=n(4363),r=n(3154);n.d(t,{},{kind:{fits:({min_chars:e,samples:t})=>{var n;let s;return(void 0===e||Number.isSafeInteger(e))&&(void 0===t||(n=t,s=n?.middle,[n?.top,s?.text,s?.why].every(e=>(0,i.K)(e,5e3))&&Array.isArray(s?.points)))},read:(e,t)=>{var n,i;return(n=t,i=r.jK,n.trim().length<=200&&["",(0,s.AU)(i)].includes((0,s.AU)(n)))?null:t},write:(e,t,n)=>null===t?n:String(t)}})},216(e,t,n){n.r(t);var s=n(9106),i=n(9042),r=n(4363),a=n(2717),o=n(5940),l=n(1048);let h=["choice","number","date","text"];class d extends s.d{constructor(e,t){super("ofField",{name:e,why:t.message}),this.label=e,this.why=t}in(e){return new s.d("ofField",{name:this.label,why:this.why.in(e)}).in(e)}}function u(e,t){try{switch(e.type){case"choice":return(0,i.yL)(t,e.options,"noTarget");case"number":return(0,l.number)(e.unit??"",t);case"date":return(0,a.isoDate)(t);default:var n=t;if("string"!=typeof n)throw new s.d("words");let r=n.replace(i.UE," ").replace(/^ | $/g,"");if([...r].length>60)throw new s.d("longField",{most:60});return r}}catch(t){throw t instanceof s.d?new d(e.label,t):t}}function c(e){if("object"!=typeof e||null===e)return!1;let{type:t,options:n,unit:s,group:i}=e;return h.includes(t)&&"choice"===t===(0,r.P)(n)&&(void 0===s||(0,r.K)(s))&&(void 0===i||(0,r.K)(i))}n.d(t,{entry:()=>u},{MAX_SIGNS:60,kind:{fits:e=>{var t;return(0,r.K)(e.heading)&&Array.isArray(t=e.fields)&&t.length<=30&&t.every(c)&&(0,r.P)(t.map(e=>e.label))&&function(e,t){if(!Array.isArray(e)||e.length>60||!e.every(Array.isArray))return!1;let n=e.flat(),s=n.filter(e=>"number"==typeof e);return n.length<=120&&n.every(e=>"number"==typeof e||(0,r.K)(e))&&s.length===t&&new Set(s).size===t&&s.every(e=>Number.isInteger(e)&&e>=0&&e<t)}(e.lines,e.fields.length)},normalise({fields:e},t){let n=new Map(e.map(e=>[e.label,e]));return(0,o.byName)(t,[...n.keys()],(e,t)=>u(n.get(t),e))}}})},5940(e,t,n){n.r(t);var s=n(9106),i=n(9042),r=n(4363);function a(e,t,n){if(!(e instanceof Map))throw new s.d("each",{items:t.join("、")});let r=new Map([...e].map(([e,n])=>[(0,i.yL)(e,t,"noField"),n])),a=t.filter(e=>!["",null,void 0].includes(r.get(e))).map(e=>[e,n(r.get(e),e)]).filter(([,e])=>""!==e);return a.length?Object.fromEntries(a):null}n.d(t,{byName:()=>a},{kind:{fits:e=>(0,r.P)(e.items)&&(0,r.P)(e.targets),normalise:(e,t)=>a(t,e.items,t=>(0,i.yL)(t,e.targets,"noTarget"))}})},1048(e,t,n){n.r(t);var s=n(9106),i=n(9042),r=n(4363),a=n(3154);let o=/^[-+]?[0-9]{1,15}(\.[0-9]{1,9})?$/;function l(e,t){let n=()=>new s.d("noNumber",{given:(0,i.SP)(t)}),r=t;if("string"==typeof r){let t=(0,i.AU)(r).replace(/,/g,""),s=(0,i.AU)(e),a=(t=s&&t.endsWith(s)?t.slice(0,-s.length):t).endsWith("万")?t.slice(0,-1):t;if(!o.test(a))throw n();r=Number(a===t?a:`${a}e4`)}if("number"!=typeof r)throw n();if(Math.abs(r)>a.dN)throw new s.d("tooLarge");return r+0}n.d(t,{number:()=>l},{kind:{fits:e=>void 0===e.unit||(0,r.K)(e.unit),normalise:(e,t)=>l(e.unit??"",t)}})},3545(e,t,n){n.r(t);var s=n(9106),i=n(9042),r=n(4363);n.d(t,{},{kind:{fits:e=>(0,r.P)(e.items),normalise({items:e},t){if(!Array.isArray(t))throw new s.d("column");let n=t.map(t=>(0,i.yL)(t,e,"noItem")),r=e.filter(e=>!n.includes(e));if(r.length)throw new s.d("missing",{items:r.join("、")});if(n.length!==e.length)throw new s.d("twice");return n}}})},2464(e,t,n){n.r(t);var s=n(4363),i=n(2717),r=n(5940);n.d(t,{},{kind:{fits:e=>(0,s.P)(e.fields),normalise:(e,t)=>(0,r.byName)(t,e.fields,i.isoDate)}})},6529(e,t,n){n.r(t);var s=n(9042),i=n(4363),r=n(5940);n.d(t,{},{kind:{fits:e=>(0,i.P)(e.items)&&(0,i.P)(e.bins),normalise:(e,t)=>(0,r.byName)(t,e.items,t=>(0,s.yL)(t,e.bins,"noBin"))}})},3025(e,t,n){n.r(t);var s=n(9106),i=n(9042),r=n(4363);let a=/^第?([0-9]{1,2})行?$/;n.d(t,{},{kind:{fits:e=>(0,r.K)(e.heading)&&(0,r.P)(e.lines)&&(0,r.P)(e.rules),normalise({lines:e,rules:t},n){if(!(n instanceof Map))throw new s.d("noLines");return Object.fromEntries([...new Map([...n].map(([t,n])=>[function(e,t){let n="string"==typeof e?a.exec((0,i.AU)(e)):null,r=Number(n?.[1]);if(!(r>=1&&r<=t))throw new s.d("noLine",{given:(0,i.SP)(e),most:t});return r}(t,e.length),n]))].sort(([e],[t])=>e-t).map(([e,n])=>[String(e),["",null].includes(n)?"":(0,i.yL)(n,t,"noRule")]))}}})},8749(e,t,n){n.r(t);var s=n(4363);n.d(t,{},{kind:{isCode:!0,fits:e=>void 0===e.stub||(0,s.K)(e.stub,6e3),read:(e,t)=>["",(e.stub??"").trim()].includes(t.trim())?null:t,write:(e,t)=>null===t?e.stub??"":String(t)}})},3784(e,t,n){n.r(t);var s=n(9106),i=n(3154),r=n(1423),a=n(8543);n.d(t,{},{kind:{fits:()=>!0,read(e,t){let n=(0,i.LF)(e.id,t);if(!(0,a.FR)(e.board))throw new s.d("noBoard");return(0,r.ut)((0,r.UN)(e.board,n))}}})},5060(e,t,n){var s={"./choice.js":"4998","./choices.js":"6605","./date.js":"2717","./decide.js":"8533","./essay.js":"1194","./fill.js":"216","./match.js":"5940","./number.js":"1048","./order.js":"3545","./schedule.js":"2464","./sort.js":"6529","./spot.js":"3025","./table.js":"8749","./year.js":"3784"};function i(e){return n(r(e))}function r(e){if(!n.o(s,e)){var t=Error("Cannot find module '"+e+"'");throw t.code="MODULE_NOT_FOUND",t}return s[e]}i.keys=()=>Object.keys(s),i.resolve=r,e.exports=i,i.id=5060},3154(e,t,n){var s=n(9106);let i="[^\\0-\\x08\\n-\\x1f\\ud800-\\udfff]",r=`#${i}*`,a=v(`[ \\t]*(?:${r})?(?:\\r?\\n|$)`),o=v("[ \\t]*"),l=v(`(?:[ \\t]|\\r?\\n|${r})*`),h="\\\\(?:[\\\\'\"bfnrt]|x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})",d=v(`'(?:(?!['\\\\])${i}|${h})*'|"(?:(?!["\\\\])${i}|${h})*"`),u="[0-9](?:_?[0-9])*",c="(?:0|[1-9](?:_?[0-9])*)",p=v(`[+-]?[ \\t]*(?:${c}\\.(?:${u})?|\\.${u}|${c})(?:[eE][+-]?${u})?`),f=v("None|True|False"),m=v("[A-Za-z_][A-Za-z0-9_]*"),y={b:"\b",f:"\f",n:"\n",r:"\r",t:"	"},$=new Map([["None",null],["True",!0],["False",!1]]),g={"[":"]","(":")","{":"}"};class b extends Error{constructor(e="form"){super(e),this.why=e}}function v(e){return RegExp(e,"yu")}function w(e){return e.replace(/-/g,"_")}function _(e,t){let n=w(e);if(k(t)>6e3)throw new s.d("tooLong",{most:6e3});try{var i=n,r=t;if((r.match(/[\n\r;]/g)?.length??0)>500||!/^[A-Za-z_][A-Za-z0-9_]*$/.test(i))throw new b;let e=new q(r),s=null;for(;e.place<r.length;)void 0===e.take(a)&&(s=e.answer(i),e.isTooMuch||(e.isTooMuch=function(e){let t=0,n=[e];for(let e=0;e<=4&&!((t+=n.length)>2e3);e++)if(!(n=n.flatMap(e=>e instanceof Map?[...e.keys(),...e.values()]:e instanceof Set||Array.isArray(e)?[...e]:[])).length)return!1;return!0}(s)));if(e.isTooMuch)throw new b;return s}catch(e){if(e instanceof b)throw"text"===e.why?new s.d("textTooLong",{most:1e3}):new s.d("unreadable",{name:n});throw e}}function A(e,t){try{return{value:_(e,t)}}catch(e){if(e instanceof s.d)return;throw e}}function k(e){let t=0;for(let n of e)t+=1;return t}class q{constructor(e){this.source=e,this.place=0,this.isTooMuch=!1,this.depth=0}take(e){e.lastIndex=this.place;let t=e.exec(this.source);if(t)return this.place+=t[0].length,t[0]}answer(e){if(this.take(m)!==e||(this.take(o),!this.sign("=")))throw new b;this.take(o);let t=null;if(this.source.startsWith("null",this.place))this.place+=4;else{let{items:e,commas:n}=this.items("",o);t=n?e:e[0]}if(void 0===this.take(a))throw new b;return t}sign(e){let t=this.source.startsWith(e,this.place);return this.place+=+!!t,t}items(e,t){let n=[this.item()],s=0;for(this.take(t);this.sign(",")&&(s+=1,this.take(t),!this.ends(e));)n.push(this.item()),this.take(t);return{items:n,commas:s}}ends(e){return e?this.source.startsWith(e,this.place):(a.lastIndex=this.place,a.test(this.source))}item(){let e=this.source.charAt(this.place);if("["===e||"("===e||"{"===e)return this.bracket(e);if("'"===e||'"'===e)return this.text();let t=this.take(f);if(void 0!==t)return $.get(t)??null;let n=this.take(p)?.replace(/[ \t_]/g,""),s=Number(n),i=/^[+-]?\d+$/.test(n??"");if(void 0===n||!Number.isFinite(s))throw new b;return this.isTooMuch||(this.isTooMuch=i&&Math.abs(s)>1e15),i?s+0:s}text(){let e=this.take(d);if(void 0===e)throw new b;let t=e.slice(1,-1).replace(/\\(?:x(..)|u(....)|(.))/gu,(e,t,n,s)=>void 0===s?String.fromCharCode(parseInt(t??n,16)):y[s]??s);if(k(t)>1e3)throw new b("text");return t}bracket(e){let t=g[e];if(this.depth+=1,this.depth>8)throw new b;this.place+=1,this.take(l);let n="{"===e?new Map:[];if(!this.ends(t))if("{"===e)n=this.entries();else{let{items:s,commas:i}=this.items(t,l);n="("!==e||i?s:s[0]}if(!this.sign(t))throw new b;return this.depth-=1,n}entries(){let e,t=new Map;for(;;){let n=this.text();this.take(l);let s=this.sign(":");if(e??(e=s),s!==e)throw new b;let i=null;if(s&&(this.take(l),i=this.item(),this.take(l)),t.set(n,i),!this.sign(",")||(this.take(l),this.ends("}")))break}return e?t:new Set(t.keys())}}n.d(t,{Bw:()=>k,LF:()=>_,U1:()=>A,bv:()=>w},{dN:1e15,jK:"（在这里写你的回答）"})},3619(e,t,n){var s=n(9934);function i(e,t){var n;let i=Array.isArray(t)||"string"==typeof t?!t.length:((n=t)instanceof Map||n instanceof Set)&&!t.size;if(null===t||i)return null;let r=(0,s.I)(e.kind);if(!r?.normalise)throw Error(`an answer of the kind ${e.kind} has its own reader`);return r.normalise(e,t)}n.d(t,{j:()=>i})},1423(e,t,n){var s=n(9106),i=n(9042),r=n(2717),a=n(1048),o=n(8543);class l extends s.d{constructor(e,t,n){super("ofDecision",{month:e,name:t,why:n.message}),this.month=e,this.about=t,this.why=n}in(e){let t=this.why.in(e);return new s.d("ofDecision",{month:this.month,name:this.about,why:t}).in(e)}}function h(e,t){let n=d(e,t);if(n.trouble)throw n.trouble;return n.decisions}function d(e,t){let n=new Map;if(null===t||p(t))return{decisions:n};if(!(t instanceof Map))return{decisions:n,trouble:new s.d("noRecord")};let r=new Set((0,o.a4)(e).map(e=>e.id)),a=[...t.keys()].find(e=>!r.has(e)),h=void 0===a?void 0:new s.d("noDecision",{name:f(a)});for(let r of e.cards)for(let a of r.tasks){var d;let o=t.get(a.id)??null;if(!("string"==typeof(d=o)?!(0,i.AU)(d):null===d||p(d)))try{n.set(a.id,u(e,a,o))}catch(e){if(!(e instanceof s.d))throw e;h??(h=new l(r.month,a.name,e))}}return{decisions:n,trouble:h}}function u(e,t,n){switch(t.kind){case"number":return(0,a.number)(t.unit,n);case"date":{let t=(0,r.isoDate)(n);if(!t.startsWith(`${e.year}-`))throw new s.d("otherYear",{year:e.year,day:t});return t}case"choice":var o=t.options,l=n;let h=new Map(o.flatMap(([e,t])=>[t,e].map(t=>[(0,i.AU)(t),e])));if("string"!=typeof l)throw new s.d("fromOptions");let d=h.get((0,i.AU)(l));if(void 0===d)throw new s.d("noOptionCalled",{given:f(l)});return d}}function c(e){return e.size?Object.fromEntries(e):null}function p(e){return e instanceof Map||e instanceof Set?!e.size:(Array.isArray(e)||"string"==typeof e)&&!e.length}function f(e){let t=[...`「${e}」`.replace(i.UE," ")];return t.length>40?`${t.slice(0,39).join("")}…`:t.join("")}n.d(t,{UN:()=>h,aE:()=>d,ut:()=>c,xR:()=>u})},766(e,t,n){var s=n(4363),i=n(9934);function r(e){return"object"==typeof e&&null!==e&&"string"==typeof e.id&&/^[a-z][a-z0-9-]{0,79}$/.test(e.id)&&(0,s.K)(e.title)&&"string"==typeof e.kind&&!!(0,i.I)(e.kind)?.fits(e)}n.d(t,{_:()=>r})},7806(e,t,n){var s=n(3154);function i(e,t){return null!==e&&"object"==typeof e&&Object.prototype.hasOwnProperty.call(e,t)?e[t]:void 0}function r(e,t){return`${(0,s.bv)(e)} = ${null===t?"None":function e(t){if("number"==typeof t)return a(t);if(Array.isArray(t))return`[${t.map(e).join(", ")}]`;if(null!==t&&"object"==typeof t){let n=Object.entries(t).map(([t,n])=>`${JSON.stringify(t)}: ${e(n)}`);return`{${n.join(", ")}}`}return JSON.stringify(t)}(t)}`}function a(e){return 0!==e&&1e-4>Math.abs(e)?e.toExponential().replace(/e-(\d)$/,"e-0$1"):Number.isInteger(e)&&Math.abs(e)>=1e16?e.toExponential():String(e)}n.d(t,{BU:()=>i,Dx:()=>a,M9:()=>r})},8543(e,t,n){function s(e){var t;return!!y(e)&&!!y(e.figures)&&!!y(e.money)&&p(e.year,1900,2100)&&d(e.figures.rows)&&u(e.figures.months,c)&&u(e.given,h)&&c(e.money.month)&&u(e.money.lines,f)&&u(e.cards,a)&&(t=i(e).map(e=>e.id)).length<=200&&new Set(t).size===t.length}function i(e){return e.cards.flatMap(e=>e.tasks)}function r(e,t){return e.cards.filter(e=>e.month===t)}function a(e){return y(e)&&f(e.id)&&c(e.month)&&[e.title,e.text,e.incident].every(m)&&u(e.tasks,o)&&(void 0===e.heads||u(e.heads,m))&&(void 0===e.rows||d(e.rows))}function o(e){return!!y(e)&&!!f(e.id)&&!!m(e.name)&&!!m(e.label)&&("number"===e.kind?m(e.unit):"choice"===e.kind?u(e.options,l)&&e.options.length>0:"date"===e.kind&&m(e.mark))}function l(e){return Array.isArray(e)&&2===e.length&&f(e[0])&&m(e[1])}function h(e){return y(e)&&"string"==typeof e.day&&/^\d{4}-\d\d-\d\d$/.test(e.day)&&m(e.about)&&m(e.text)}function d(e){return u(e,e=>u(e,m))}function u(e,t){return Array.isArray(e)&&e.length<=200&&e.every(t)}function c(e){return p(e,1,12)}function p(e,t,n){return Number.isInteger(e)&&t<=e&&e<=n}function f(e){return"string"==typeof e&&/^[\w-]{1,80}$/.test(e)}function m(e){return"string"==typeof e&&e.length<=2e3}function y(e){return"object"==typeof e&&null!==e&&!Array.isArray(e)}n.d(t,{$F:()=>r,FR:()=>s,a4:()=>i},{KR:[1,2,3,4,5,6,7,8,9,10,11,12]})},4096(e,t,n){var s=n(6752),i=n(9106),r=n(3154),a=n(3619),o=n(7806),l=n(7489);class h extends Error{}function d(e,t,n){return{read:n=>t((0,a.j)(e,(0,r.LF)(e.id,n))),write:t=>(0,o.M9)(e.id,n(t)),empty:t(null)}}class u{constructor(e,t,n,s){this.spec=e,this.keeper=t,this.options=n,this.kind=s,this.node=document.createElement("div"),this.change=(e,t="done",n="")=>{let s;if(e===this.draft){this.said=n||this.said,this.complain();return}this.draft=e,this.settle();try{s=this.kind.write(e)}catch(e){this.wrong=this.messageOf(e),"typed"===t?this.timer=window.setTimeout(()=>this.complain(),800):this.isTrouble=!0,this.draw();return}this.said=n,this.keep(s)},this.state={is:"saved"},this.wrong="",this.isTrouble=!1,this.said="",this.timer=0,this.text=(0,l.i)(n.script),this.draft=s.empty,this.node.className=`shequ-form shequ-form-${e.kind}`,this.draw()}get progress(){let e=this.kind.missing(this.draft);return null===e?"none":e||this.wrong?"part":"whole"}show(e){if(e!==this.source){this.source=e,this.settle(),this.said="",this.state={is:"saved"};try{this.draft=this.kind.read(e)}catch(e){this.draft=this.kind.empty,this.said=this.text("unreadable",{why:this.messageOf(e)}),this.isTrouble=!0}this.draw()}}say(e){this.state=e,this.draw()}dispose(){window.clearTimeout(this.timer),this.kind.dispose?.()}keep(e){e!==this.source&&(this.source=e,this.state={is:"saving"},this.keeper.keep(e)),this.draw()}settle(){window.clearTimeout(this.timer),this.wrong="",this.isTrouble=!1}complain(){this.isTrouble||(this.isTrouble=!!this.wrong),this.draw()}clear(){this.isEmpty||(this.before=this.draft,this.change(this.kind.empty),this.said=this.text(this.kind.isCode?"stubBack":"cleared",{restore:this.restoreLabel}),this.draw())}restore(){let e=this.before;this.before=this.isEmpty?void 0:this.draft,this.change(e),this.wrong||(this.said=this.text("restored")),this.draw(),void 0===this.before&&this.node.querySelector(".shequ-clear")?.focus()}check(){this.wrong?this.complain():null!==this.kind.missing(this.draft)||this.kind.isCode?(this.say({is:"waiting"}),this.keeper.check()):(this.said=this.text("nothingToCheck"),this.draw())}get isEmpty(){return null===this.kind.missing(this.draft)&&!this.wrong}get restoreLabel(){return this.text(this.kind.isCode?"restoreCode":"restore")}messageOf(e){if(e instanceof i.d)return e.in(this.options.script);if(e instanceof h)return e.message;throw e}status(){let{text:e,state:t}=this;if(this.wrong&&!this.isTrouble)return(0,s.qy)`${e("typing")}`;let n=this.wrong?e("unsaved",{why:this.wrong}):this.isTrouble?this.said:"unsaved"===t.is?e("unsaved",{why:t.why}):"unchecked"===t.is?t.why:"";return n?(0,s.qy)`<span class="shequ-problem">${n}</span>`:(0,s.qy)`<span>${this.stateInWords(t)}</span> <span>${this.said}</span>`}stateInWords(e){let{text:t,kind:n}=this;if("saving"===e.is)return t("saving");if("waiting"===e.is)return t(n.isCode?"running":"waiting");let s=n.missing(this.draft);return"checked"===e.is?t(n.isCode?"ran":"checked"):null===s?t("unanswered"):s?t("savedPart",{missing:s}):t(n.isCode?"codeKept":this.options.check?"saved":"savedToMark")}draw(){let{text:e,kind:t,source:n}=this,i=t.isCode||this.options.check&&!t.noCheck,r=(e,t,n,i=!1,r=!1)=>(0,s.qy)`<button
        type="button"
        class="shequ-button shequ-${e} ${i?"shequ-main":""}"
        aria-disabled=${r?"true":s.s6}
        @click=${e=>!(e.detail>1)&&n()}
      >
        ${t}
      </button>`;(0,s.XX)((0,s.qy)`<fieldset class="shequ-fields">
          <legend class="shequ-hidden">${this.spec.title}</legend>
          ${t.fields(this.draft,this.change)}
        </fieldset>
        <div class="shequ-actions">
          ${t.next?.(this.draft,this.change)??s.s6}
          ${i?r("check",e(t.isCode?"run":"check"),()=>this.check(),!(t.next&&this.isEmpty)):s.s6}
          ${t.ownClear?s.s6:r("clear",e(t.isCode?"stub":"clear"),()=>this.clear(),!1,this.isEmpty)}
          ${void 0===this.before?s.s6:r("restore",this.restoreLabel,()=>this.restore())}
          ${"unsaved"===this.state.is&&!this.wrong&&void 0!==n?r("retry",e("retry"),()=>this.keeper.keep(n)):s.s6}
        </div>
        <p class="shequ-said" role="status">${this.status()}</p>`,this.node),t.drawn?.(this.node)}}n.d(t,{OH:()=>h,Zc:()=>d,t6:()=>u})},2617(e,t,n){n.r(t);var s=n(6752),i=n(6328),r=n(4096);let a=0;function o(e,t,n){let o=`shequ-options-${a++}`,l=Object.keys(e.options);return{...(0,r.Zc)(e,e=>null===e?[]:[e].flat(),e=>n?e[0]??null:e.length?e:null),missing:e=>e.length?"":null,fields:(r,a)=>(0,s.qy)`<div class="shequ-options">
        ${Object.entries(e.options).map(([e,h])=>(0,s.qy)`<label class="shequ-option">
              <input
                type=${n?"radio":"checkbox"}
                name=${o}
                value=${e}
                .checked=${(0,i.V)(r.includes(e))}
                @change=${t=>{let{checked:s}=t.target;a(l.filter(t=>t===e?s:!n&&r.includes(t)))}}
              />
              <span>${t("option",{letter:e,text:h})}</span>
            </label>`)}
      </div>`}}n.d(t,{options:()=>o},{form:(e,t)=>o(e,t,!0)})},5757(e,t,n){n.r(t);var s=n(2617);n.d(t,{},{form:(e,t)=>(0,s.options)(e,t,!1)})},1213(e,t,n){n.r(t);var s=n(6752),i=n(6328),r=n(2717),a=n(7806),o=n(4096);function l(e,t,n,r){return{...(0,o.Zc)(e,e=>new Map(n.map(t=>{let n="string"==typeof e?e:(0,a.BU)(e,t);return[t,{typed:n??"",unfinished:!1}]})),e=>r([...e].map(([e,n])=>({label:e,day:u(n,e,t)})))),missing:e=>{let n=[...e.values()].filter(({typed:e,unfinished:t})=>!e&&!t).length;return n===e.size?null:n?t("notFilled",{count:n}):""},fields:(e,n)=>(0,s.qy)`${[...e].map(([r,a])=>{let o=(t,s)=>n(d(e,r,h(t)),s);return(0,s.qy)`<label class="shequ-line">
          <span>${r}</span>
          <input
            type="date"
            min="${1900}-01-01"
            max="${2100}-12-31"
            .value=${(0,i.V)(a.typed)}
            @input=${e=>o(e,"typed")}
            @blur=${e=>o(e,"done")}
          />
          <span class="shequ-spoken">${c(a,t)}</span>
          <span class="shequ-printed">${c(a,t)}</span>
        </label>`})}`}}function h(e){let{value:t,validity:n}=e.target;return{typed:t,unfinished:n.badInput}}function d(e,t,n){let s=e.get(t);return s?.typed===n.typed&&s.unfinished===n.unfinished?e:new Map(e).set(t,n)}function u({typed:e,unfinished:t},n,s){if(t)throw new o.OH(s("unfinishedDate",{label:n}));let i=e&&(0,r.isoDate)(e),a=Number(i.slice(0,4));if(i&&!(1900<=a&&a<=2100))throw new o.OH(s("unfinishedYear",{label:n,year:a}));return i}function c(e,t){let n=p(e,t);return n?t("day",n):""}function p({typed:e},t){let n=/^(\d{4})-(\d\d)-(\d\d)$/.exec(e),s=Number(n?.[1]);if(!n||s<1900||s>2100)return null;let i=Number(n[2]),r=Number(n[3]),a=t("weekdays").charAt(new Date(Date.UTC(s,i-1,r)).getUTCDay());return{year:s,month:i,day:r,weekday:a}}n.d(t,{dates:()=>l,fieldOf:()=>h,inWords:()=>c,partsOf:()=>p,read:()=>u,withField:()=>d},{FIRST_YEAR:1900,LAST_YEAR:2100,form:(e,t)=>l(e,t,[t("date")],e=>e[0]?.day||null)})},1813(e,t,n){n.r(t);var s=n(6752),i=n(6328),r=n(3881),a=n(8533),o=n(7806),l=n(4096);let h=0;function d(e,t){let{steps:n}=e,d=`shequ-decide-${h++}`,c="";return{...(0,l.Zc)(e,e=>n.map((t,n)=>(0,o.BU)(e,String(n+1))??""),e=>(0,a.answerOf)((0,a.wayOf)(n,e))),missing:e=>{let{decided:s,open:i}=(0,a.wayOf)(n,e);return s.size?i?t("caseGoesOn"):"":null},fields:(e,o)=>{var l,h;let{decided:p,open:f}=(0,a.wayOf)(n,e),m=n.map((e,t)=>({step:e,number:t+1})).filter(({number:e})=>p.has(e)||e===f);return p.size||(c=""),(0,s.qy)`<p class="shequ-hint">${t("decideHow")}</p>
        <div class=${p.size?"shequ-case":"shequ-case shequ-untouched"}>
          ${(0,r.u)(m,({number:e})=>e,({step:r,number:l},h)=>{let f=p.get(l),y=f&&r.options[f];return(0,s.qy)`<fieldset class="shequ-step">
                <legend>
                  ${t("step",{place:h+1})} <span class="shequ-hidden">${r.heading}</span>
                </legend>
                <div class="shequ-document">${u(r)}</div>
                ${Object.entries(r.options).map(([r,h])=>(0,s.qy)`<label class=${r===f?"shequ-option shequ-chosen":"shequ-option"}>
                      <input
                        type="radio"
                        name=${`${d}-${l}`}
                        value=${r}
                        .checked=${(0,i.V)(r===f)}
                        @change=${()=>((s,i,{after:r,then:l})=>{let h=e.map((e,t)=>t===s-1?i:e),d=n[l-1],u=m.findIndex(e=>e.number===s)+1;c=r+(d?t("stepOpens",{place:u+1,heading:d.heading}):t("caseEnds"));let f=(0,a.wayOf)(n,h).decided,y=[...p.keys()].filter(e=>e>s&&!f.has(e)).length;o(h,"done",y?t("putAway",{count:y}):"")})(l,r,h)}
                      />
                      <span>${t("option",{letter:r,text:h.text})}</span>
                    </label>`)}
                ${y?(0,s.qy)`<p class="shequ-after">${y.after}</p>`:s.s6}
              </fieldset>`})}
          ${f?s.s6:(0,s.qy)`<p class="shequ-case-end">${t("caseEnds")}</p>`}
        </div>
        <p class="shequ-hidden" aria-live="polite">${c}</p>
        ${p.size?s.s6:(l=n,h=t,(0,s.qy)`<div class="shequ-handout">
    <p>${h("handoutHow")}</p>
    ${l.map((e,t)=>(0,s.qy)`<div class="shequ-step">
          <p>${h("situation",{number:t+1})}</p>
          <div class="shequ-document">${u(e)}</div>
          <ul>
            ${Object.entries(e.options).map(([e,t])=>(0,s.qy)`<li>☐ ${h("option",{letter:e,text:t.text})}</li>`)}
          </ul>
        </div>`)}
    <p>${h("handoutResults")}</p>
    <ul>
      ${l.map((e,t)=>Object.entries(e.options).map(([e,{after:n,then:i}])=>(0,s.qy)`<li>
              ${h("result",{number:t+1,letter:e,after:n})}${i?h("goTo",{number:i}):h("caseEnds")}
            </li>`))}
    </ul>
  </div>`)}`}}}function u({heading:e,text:t}){return(0,s.qy)`<p class="shequ-heading">${e}</p>
    ${t.split("\n\n").map(e=>e.startsWith("|")?function(e){let[t=[],,...n]=e.split("\n").map(e=>e.split("|").slice(1,-1).map(e=>e.trim()));return(0,s.qy)`<table>
    <tr>
      ${t.map(e=>(0,s.qy)`<th scope="col">${e}</th>`)}
    </tr>
    ${n.map(e=>(0,s.qy)`<tr>
          ${e.map(e=>(0,s.qy)`<td>${e}</td>`)}
        </tr>`)}
  </table>`}(e):(0,s.qy)`<p>${e}</p>`)}`}n.d(t,{form:()=>d})},3098(e,t,n){n.r(t);var s=n(6752),i=n(6328),r=n(6749),a=n(3154);function o(e,t){let n=e.min_chars??0,o=e=>[...e.replace(/\s/g,"")].length;return{read:t=>String((0,r.$)(e,t)??"").replace(/\r\n?/g,"\n"),write:n=>(0,r.U)(e,n.trim()||null,t("essayStub")),empty:"",missing:e=>o(e)?(0,a.Bw)(e)>2e4?t("tooLong",{most:2e4}):o(e)<n?t("short"):"":null,noCheck:!0,drawn:e=>{if(!CSS.supports("field-sizing","content")){let t=e.querySelector("textarea");t.style.height="auto",t.style.height=`${t.scrollHeight+2}px`}},fields:(r,a)=>{let l=o(r);return(0,s.qy)`<label class="shequ-text">
          <span>${t("essay")}</span>
          <textarea
            rows="8"
            placeholder=${t("essayHere")}
            .value=${(0,i.V)(r)}
            @input=${({target:e})=>a(e.value,"typed")}
          ></textarea>
        </label>
        <div class="shequ-printed shequ-writing">${r}</div>
        <p class="shequ-count">${n?t("countOf",{count:l,least:n}):t("count",{count:l})}</p>
        ${e.samples&&l&&l>=n?function({top:e,middle:t},n,i){let r=e=>e.split(/\n{2,}/).map(e=>(0,s.qy)`<p>${e}</p>`),a=t.points.reduce((e,t)=>e+t,0);return(0,s.qy)`<div class="shequ-samples">
    <details>
      <summary>${i("sampleTop")}</summary>
      ${r(e)}
    </details>
    <details>
      <summary>${i("sampleMiddle")}</summary>
      ${r(t.text)}
      <p><strong>${i("sampleEarns",{points:a,most:n})}</strong>${t.why}</p>
    </details>
  </div>`}(e.samples,e.points,t):s.s6}`}}}n.d(t,{form:()=>o})},7896(e,t,n){n.r(t);var s=n(6752),i=n(6328),r=n(9106),a=n(216),o=n(7806),l=n(4096),h=n(1213);function d(e,t,{script:n}){let u,{fields:c}=e,p=(e,n)=>"date"===e.type?(0,h.read)(n,e.label,t):n.typed.trim()?(0,a.entry)(e,n.typed):"",f=(e,t)=>{try{return p(e,t),""}catch(e){var s=e,i=n;if(s instanceof r.d)return s.in(i);if(s instanceof l.OH)return s.message;throw s}},m=({typed:e,unfinished:t})=>!e.trim()&&!t,y=(e,t)=>e!==u&&!!f(e,t);return{...(0,l.Zc)(e,e=>new Map(c.map(t=>{let n=(0,o.BU)(e,t.label)??"";return[t,{typed:"number"==typeof n?(0,o.Dx)(n):n,unfinished:!1}]})),e=>{let t=[...e].flatMap(([e,t])=>{let n=f(e,t)?"":p(e,t);return""===n?[]:[[e.label,n]]});return t.length?Object.fromEntries(t):null}),missing:e=>{let n=[...e];if(n.every(([,e])=>m(e)))return null;let s=n.find(e=>y(...e)),i=n.filter(([e,t])=>m(t)||e===u&&f(e,t));return[i.length&&t("blanks",{count:i.length}),s&&t("notKept",{why:f(...s)})].filter(e=>e).join(t("comma"))},fields:(n,r)=>{let l=[...n].map(([e,l])=>{var d,c,p;return(0,s.qy)`<label class="shequ-gap shequ-gap-${e.type}">
            ${function(e,t,n,r,o){let l=e.unit?r("fieldWithUnit",{label:e.label,unit:e.unit}):e.label,d=n?"true":s.s6,u=(e,t)=>o((0,h.fieldOf)(e),t);switch(e.type){case"choice":return(0,s.qy)`<select aria-label=${l} @change=${e=>u(e,"done")}>
        <option value="" .selected=${(0,i.V)(!t.typed)}>${r("choose")}</option>
        ${e.options.map(e=>(0,s.qy)`<option value=${e} .selected=${(0,i.V)(t.typed===e)}>${e}</option>`)}
      </select>`;case"date":return(0,s.qy)`<input
        type="date"
        aria-label=${l}
        aria-invalid=${d}
        min="${h.FIRST_YEAR}-01-01"
        max="${h.LAST_YEAR}-12-31"
        .value=${(0,i.V)(t.typed)}
        @input=${e=>u(e,"typed")}
        @blur=${e=>u(e,"done")}
      />`;default:return(0,s.qy)`<input
        type="text"
        aria-label=${l}
        aria-invalid=${d}
        inputmode=${"number"===e.type?"decimal":s.s6}
        maxlength=${"text"===e.type?a.MAX_SIGNS:s.s6}
        autocomplete="off"
        .value=${(0,i.V)(t.typed)}
        @input=${e=>u(e,"typed")}
        @change=${e=>u(e,"done")}
      />`}}(e,l,y(e,l),t,(t,s)=>{u="typed"===s?e:void 0,r((0,h.withField)(n,e,t),s)})}
            <span class="shequ-printed">${d=e,c=l,p=t,"date"===d.type?(0,h.inWords)(c,p):c.typed}</span>
            <span class="shequ-caption"
              >${e.label}<span class="shequ-spoken">${function(e,t,n){try{let s="number"===e.type&&t.typed.trim()?(0,a.entry)(e,t.typed):"";if("number"==typeof s&&(0,o.Dx)(s)!==t.typed.trim())return n("inBrackets",{said:n("numberIs",{number:(0,o.Dx)(s)})})}catch{}let s="date"===e.type&&(0,h.partsOf)(t,n);return s?n("weekday",s):""}(e,l,t)}</span></span
            >
          </label>`}),d=e=>e.map(e=>"number"==typeof e?l[e]:e),p=(function(e){let t=new Map;for(let{group:n,label:s}of e)void 0!==n&&t.set(n,[...t.get(n)??[],s]);return[...t.values()]})(c).map(e=>t("anyOrder",{labels:e.join("、")}));return(0,s.qy)`<div class="shequ-document">
          <p class="shequ-heading">${e.heading}</p>
          ${(function(e){let t=[];for(let n of e){let e=function(e){let t=[],n=[t];for(let s of e)for(let[e,i]of("number"==typeof s?[s]:s.split("|")).entries())e&&(t=[],n.push(t)),t.push(i);return n}(n),s=t[t.length-1];1===e.length?t.push({line:n}):s?.rows?s.rows.push(e):t.push({rows:[e]})}return t})(e.lines).map(e=>e.rows?function([e,...t],n){return(0,s.qy)`<div class="shequ-wide">
    <table>
      <thead>
        <tr>
          ${e.map(e=>(0,s.qy)`<th scope="col">${n(e)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${t.map(([e,...t])=>(0,s.qy)`<tr>
              <th scope="row">${n(e)}</th>
              ${t.map(e=>(0,s.qy)`<td>${n(e)}</td>`)}
            </tr>`)}
      </tbody>
    </table>
  </div>`}(e.rows,d):(0,s.qy)`<p>${d(e.line)}</p>`)}
        </div>
        ${p.map(e=>(0,s.qy)`<p>${e}</p>`)}
        <div class="shequ-rules">
          <p>${t("blankOptions")}</p>
          <ul>
            ${(function(e){let t=new Map;for(let{options:n,label:s}of e)if(n){let[,e]=t.get(n.join("\n"))??[n,[]];t.set(n.join("\n"),[n,[...e,s]])}return[...t.values()]})(c).map(([e,n])=>(0,s.qy)`<li>
                  ${t("optionsOf",{labels:n.join("、"),options:e.join("；")})}
                </li>`)}
          </ul>
        </div>`}}}n.d(t,{form:()=>d})},6180(e,t,n){n.r(t);var s=n(6752),i=n(6328),r=n(7806),a=n(4096);function o(e,t){return{...(0,a.Zc)(e,t=>new Map(e.items.map(e=>[e,(0,r.BU)(t,e)??""])),e=>{let t=[...e].filter(([,e])=>e);return t.length?Object.fromEntries(t):null}),missing:e=>{let n=[...e.values()].filter(e=>!e).length;return n===e.size?null:n?t("notChosen",{count:n}):""},fields:(n,r)=>(0,s.qy)`${[...n].map(([a,o])=>(0,s.qy)`<label class="shequ-line">
            <span>${a}</span>
            <select
              @change=${e=>r(new Map(n).set(a,e.target.value))}
            >
              <option value="" .selected=${(0,i.V)(!o)}>${t("choose")}</option>
              ${e.targets.map(e=>(0,s.qy)`<option value=${e} .selected=${(0,i.V)(o===e)}>
                    ${[...n].some(([t,n])=>t!==a&&n===e)?t("used",{target:e}):e}
                  </option>`)}
            </select>
            <span class="shequ-printed">${o}</span>
          </label>`)}`}}n.d(t,{form:()=>o})},3288(e,t,n){n.r(t);var s=n(6752),i=n(6328),r=n(3619),a=n(7806),o=n(4096);function l(e,t){let n=e.unit??"",l=t=>(0,r.j)(e,t.trim());return{...(0,o.Zc)(e,e=>null===e?"":(0,a.Dx)(e),l),missing:e=>e.trim()?"":null,fields:(e,r)=>{let o=(e,t)=>r(e.target.value,t);return(0,s.qy)`<label class="shequ-line">
        <span>${n?t("numberWithUnit",{unit:n}):t("number")}</span>
        <input
          type="text"
          inputmode="decimal"
          autocomplete="off"
          .value=${(0,i.V)(e)}
          @input=${e=>o(e,"typed")}
          @change=${e=>o(e,"done")}
        />
        <span class="shequ-spoken">${function(e,t,n,s){try{let i=s(e);return"number"==typeof i&&(0,a.Dx)(i)!==e.trim()?n("numberIs",{number:`${(0,a.Dx)(i)} ${t}`.trim()}):""}catch{return""}}(e,n,t,l)}</span>
        <span class="shequ-printed">${e}</span>
      </label>`}}}n.d(t,{form:()=>l})},9865(e,t,n){n.r(t);var s=n(6752),i=n(3881),r=n(4096);function a(e,t){let n,a=new l,h=(e,n)=>t("moved",{item:n,place:e.indexOf(n)+1,count:e.length});return{...(0,r.Zc)(e,t=>({items:t??e.items,given:null!==t}),e=>e.given?e.items:null),missing:e=>e.given?"":null,fields:(e,r)=>{let{items:l}=e,d=(i,a,d)=>(0,s.qy)`<button
          type="button"
          class="shequ-button"
          aria-label=${t(a<0?"moveUp":"moveDown",{item:i})}
          aria-disabled=${d}
          @click=${s=>((s,i,a)=>{let d=l.indexOf(s)+i;if(!(d in l))return void r(e,"done",t(i<0?"first":"last",{item:s}));let u=a.currentTarget;n=()=>u.focus();let c=o(l,s,d);r({items:c,given:!0},"done",h(c,s))})(i,a,s)}
        >
          ${t(a<0?"up":"down")}
        </button>`;return(0,s.qy)`<ol
        class="shequ-order ${e.given?"":"shequ-open"}"
        @pointerdown=${e=>a.begin(e)}
        @pointermove=${e=>a.over(e)}
        @pointerup=${t=>a.end(t,e,r,h)}
        @pointercancel=${()=>a.giveUp()}
      >
        ${(0,i.u)(l,e=>e,(e,n)=>(0,s.qy)`<li>
              <span class="shequ-handle" title=${t("handle")} aria-hidden="true"></span>
              <span class="shequ-item"><span class="shequ-place">${n+1}．</span>${e}</span>
              ${d(e,-1,0===n)}${d(e,1,n===l.length-1)}
            </li>`)}
      </ol>`},next:(e,n)=>(0,s.qy)`<button
        type="button"
        class="shequ-button ${e.given?"":"shequ-main"}"
        aria-disabled=${e.given}
        @click=${()=>!e.given&&n({items:e.items,given:!0})}
      >
        ${t("keepOrder")}
      </button>`,drawn:()=>{n?.(),n=void 0}}}function o(e,t,n){let s=e.filter(e=>e!==t);return[...s.slice(0,n),t,...s.slice(n)]}class l{constructor(){this.pointer=0,this.rows=[],this.from=0,this.to=0,this.start=0}begin(e){let t=e.currentTarget,n=e.target.closest(".shequ-handle")?.parentElement;n&&0===e.button&&!this.row&&(this.pointer=e.pointerId,e.preventDefault(),t.setPointerCapture(e.pointerId),this.rows=[...t.children],this.row=n,this.from=this.to=this.rows.indexOf(n),this.start=e.clientY,n.classList.add("shequ-dragged"))}over(e){let t=this.row;if(!t||e.pointerId!==this.pointer)return;let n=e.clientY-this.start,s=h(t)+n;this.to=this.rows.filter(e=>e!==t&&h(e)<s).length;let i=t.offsetHeight;this.rows.forEach((e,t)=>{let s=t===this.from?n:t>this.from&&t<=this.to?-i:t<this.from&&t>=this.to?i:0;e.style.transform=s?`translateY(${s}px)`:""})}end(e,{items:t},n,s){if(!this.row||e.pointerId!==this.pointer)return;this.over(e);let{from:i,to:r}=this;this.giveUp();let a=t[i];if(void 0!==a&&i!==r){let e=o(t,a,r);n({items:e,given:!0},"done",s(e,a))}}giveUp(){this.rows.forEach(e=>{e.style.transform="",e.classList.remove("shequ-dragged")}),this.rows=[],this.row=void 0}}function h(e){return e.offsetTop+e.offsetHeight/2}n.d(t,{form:()=>a})},7344(e,t,n){n.r(t);var s=n(1213);n.d(t,{},{form:(e,t)=>(0,s.dates)(e,t,e.fields,e=>{let t=e.filter(({day:e})=>e);return t.length?Object.fromEntries(t.map(({label:e,day:t})=>[e,t])):null})})},9870(e,t,n){n.r(t);var s=n(6752),i=n(6328),r=n(3881),a=n(7806),o=n(4096);function l(e,t){let n,l,{items:h,bins:d}=e,u=!1;return{...(0,o.Zc)(e,e=>new Map(h.map(t=>[t,(0,a.BU)(e,t)??""])),e=>{let t=[...e].filter(([,e])=>e);return t.length?Object.fromEntries(t):null}),missing:e=>{let n=[...e.values()].filter(e=>!e).length;return n===e.size?null:n?t("notPlaced",{count:n}):""},fields:(e,a)=>{let o=(n,s)=>{if(e.get(n)===s)return;let i=s?t("placed",{item:n,bin:s}):t("taken",{item:n});a(new Map(e).set(n,s),"done",i)},c=([e,r])=>(0,s.qy)`<li
          class="shequ-card"
          draggable="true"
          @dragstart=${t=>{n=e,t.dataTransfer?.setData("text/plain",e)}}
          @dragend=${()=>n=void 0}
        >
          <label>
            <span>${e}</span>
            <select
              data-card=${h.indexOf(e)}
              @pointerdown=${()=>u=!1}
              @keydown=${()=>u=!0}
              @change=${t=>{l=e,o(e,t.target.value)}}
            >
              <option value="" .selected=${(0,i.V)(!r)}>${t("putInto")}</option>
              ${d.map(e=>(0,s.qy)`<option value=${e} .selected=${(0,i.V)(r===e)}>${e}</option>`)}
            </select>
          </label>
        </li>`;return(0,s.qy)`<p class="shequ-hint">${t("sortCosts")}</p>
        <div class="shequ-bins">${["",...d].map(i=>{let a=[...e].filter(([,e])=>e===i),l=i||t("pool");return(0,s.qy)`<div
          role="group"
          aria-label=${t("binHolds",{bin:l,count:a.length})}
          class=${i?"shequ-bin":"shequ-bin shequ-pool"}
          @dragover=${e=>void 0!==n&&e.preventDefault()}
          @drop=${e=>{e.preventDefault(),void 0!==n&&o(n,i)}}
        >
          <p class="shequ-bin-name">${t("binHolds",{bin:l,count:a.length})}</p>
          <ul>
            ${(0,r.u)(a,([e])=>e,c)}
          </ul>
        </div>`})}</div>
        <table class="shequ-sheet">
          <tr>
            <th scope="col">${t("card")}</th>
            ${d.map(e=>(0,s.qy)`<th scope="col">${e}</th>`)}
          </tr>
          ${[...e].map(([e,t])=>(0,s.qy)`<tr>
                <th scope="row">${e}</th>
                ${d.map(e=>(0,s.qy)`<td>${t===e?"☑":"☐"}</td>`)}
              </tr>`)}
        </table>`},drawn:e=>{if(void 0!==l){let t=e.querySelector(`[data-card="${h.indexOf(l)}"]`);t?.focus({preventScroll:!0}),u&&t?.scrollIntoView({block:"nearest"}),l=void 0}}}}n.d(t,{form:()=>l})},2945(e,t,n){n.r(t);var s=n(6752),i=n(6328),r=n(7806),a=n(4096);function o(e,t){let{lines:n,rules:o}=e;return{...(0,a.Zc)(e,e=>n.map((t,n)=>(0,r.BU)(e,String(n+1))??null),e=>{let t=e.map((e,t)=>[String(t+1),e]).filter(([,e])=>null!==e);return t.length?Object.fromEntries(t):null}),missing:e=>{let n=e.filter(e=>null!==e),s=n.filter(e=>!e).length;return n.length?s?t("noRule",{count:s}):"":null},fields:(r,a)=>{let l=(e,t)=>a(r.map((n,s)=>s===e?t:n));return(0,s.qy)`<p class="shequ-hint">${t("spotCosts")}</p>
        <div class="shequ-document">
          <p class="shequ-heading">${e.heading}</p>
          <ol>
            ${n.map((e,n)=>{let a=r[n];return(0,s.qy)`<li class=${null===a?"":"shequ-spotted"}>
                <label class="shequ-option">
                  <input
                    type="checkbox"
                    .checked=${(0,i.V)(null!==a)}
                    @change=${e=>l(n,e.target.checked?"":null)}
                  />
                  <span><span class="shequ-place">${n+1}．</span>${e}</span>
                </label>
                ${null===a?s.s6:(0,s.qy)`<select
                      aria-label=${t("whichRule",{line:n+1})}
                      @change=${e=>l(n,e.target.value)}
                    >
                      <option value="" .selected=${(0,i.V)(!a)}>${t("chooseRule")}</option>
                      ${o.map(e=>(0,s.qy)`<option value=${e} .selected=${(0,i.V)(a===e)}>${e}</option>`)}
                    </select>`}
                <span class="shequ-printed">${t("breaks",{rule:a??""})}</span>
              </li>`})}
          </ol>
        </div>
        <div class="shequ-rules">
          <p>${t("spotCosts")}${t("rules")}</p>
          <ul>
            ${o.map(e=>(0,s.qy)`<li>${e}</li>`)}
          </ul>
        </div>`}}}n.d(t,{form:()=>o})},5117(e,t,n){n.r(t);var s=n(6752);function i(e,t){let n=e.stub??"";return{read:e=>e,write:e=>e,empty:n,missing:e=>["",n.trim()].includes(e.trim())?null:"",isCode:!0,fields:()=>(0,s.qy)`<p class="shequ-hint">${t("code",{run:t("run")})}</p>`}}n.d(t,{form:()=>i})},3806(e,t,n){n.r(t),n.d(t,{form:()=>A});var s=n(6752),i=n(7804),r=n(8504);/**
 * @license
 * Copyright 2021 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */let a=(0,i.u$)(class extends i.WL{constructor(){super(...arguments),this.key=s.s6}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&((0,r.mY)(e),this.key=t),n}});var o=n(6328);/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */let l=(e,t)=>{let n=e._$AN;if(void 0===n)return!1;for(let e of n)e._$AO?.(t,!1),l(e,t);return!0},h=e=>{let t,n;do{if(void 0===(t=e._$AM))break;(n=t._$AN).delete(e),e=t}while(0===n?.size)},d=e=>{for(let t;t=e._$AM;e=t){let n=t._$AN;if(void 0===n)t._$AN=n=new Set;else if(n.has(e))break;n.add(e),p(t)}};function u(e){void 0!==this._$AN?(h(this),this._$AM=e,d(this)):this._$AM=e}function c(e,t=!1,n=0){let s=this._$AH,i=this._$AN;if(void 0!==i&&0!==i.size)if(t)if(Array.isArray(s))for(let e=n;e<s.length;e++)l(s[e],!1),h(s[e]);else null!=s&&(l(s,!1),h(s));else l(this,e)}let p=e=>{e.type==i.OA.CHILD&&(e._$AP??=c,e._$AQ??=u)};class f extends i.WL{constructor(){super(...arguments),this._$AN=void 0}_$AT(e,t,n){super._$AT(e,t,n),d(this),this.isConnected=e._$AU}_$AO(e,t=!0){e!==this.isConnected&&(this.isConnected=e,e?this.reconnected?.():this.disconnected?.()),t&&(l(this,e),h(this))}setValue(e){if((0,r.Rt)(this._$Ct))this._$Ct._$AI(e,this);else{let t=[...this._$Ct._$AH];t[this._$Ci]=e,this._$Ct._$AI(t,this,0)}}disconnected(){}reconnected(){}}class m{}let y=new WeakMap,$=(0,i.u$)(class extends f{render(e){return s.s6}update(e,[t]){let n=t!==this.G;return n&&void 0!==this.G&&this.rt(void 0),(n||this.lt!==this.ct)&&(this.G=t,this.ht=e.options?.host,this.rt(this.ct=e.element)),s.s6}rt(e){if(this.isConnected||(e=void 0),"function"==typeof this.G){let t=this.ht??globalThis,n=y.get(t);void 0===n&&(n=new WeakMap,y.set(t,n)),void 0!==n.get(this.G)&&this.G.call(this.ht,void 0),n.set(this.G,e),void 0!==e&&this.G.call(this.ht,e)}else this.G.value=e}get lt(){return"function"==typeof this.G?y.get(this.ht??globalThis)?.get(this.G):this.G?.value}disconnected(){this.lt===this.ct&&this.rt(void 0)}reconnected(){this.rt(this.ct)}});var g=n(1423),b=n(7806),v=n(8543),w=n(4182);let _={given:"○",own:"●"};function A({id:e,board:t},n,s){if(!(0,v.FR)(t))return null;let i=new k(t,n,s),r=(0,v.a4)(t).length;return{read:n=>(i.forget(),w.opened(t,e,n)),write:t=>(0,b.M9)(e,(0,g.ut)(t.decisions)),empty:w.NOTHING,missing:e=>{let s=r-e.decisions.size,i=(0,v.a4)(t).filter(n=>w.problemOf(t,e,n)).length;return s!==r||i?[s&&n("yearOpen",{count:s}),i&&n("yearWrong",{count:i})].filter(Boolean).join(n("comma")):null},fields:(e,t)=>i.fields(e,t),drawn:e=>i.drawn(e),dispose:()=>i.dispose(),ownClear:!0}}class k{constructor(e,t,n){this.board=e,this.text=t,this.options=n,this.print=e=>{this.isPrinting="beforeprint"===e.type,this.redraw(this.note)},this.width=new ResizeObserver(e=>{let t=e.some(({contentRect:e})=>e.width<650);t!==this.isNarrow&&(this.isNarrow=t,this.redraw(this.note))}),this.isNarrow=!0,this.node=document.createElement("div"),this.months=new m,this.group=`shequ-year-${q++}`,this.month=1,this.draft=w.NOTHING,this.change=()=>void 0,this.history=new w.History,this.told=new Set,this.note="",this.timer=0,this.isPrinting=!1,window.addEventListener("beforeprint",this.print),window.addEventListener("afterprint",this.print)}dispose(){window.removeEventListener("beforeprint",this.print),window.removeEventListener("afterprint",this.print),window.clearTimeout(this.timer),this.width.disconnect()}forget(){this.history.forget(),this.told.clear(),this.note=""}fields(e,t){var n,i;let r;this.draft=e,this.change=t;let{board:o,text:l,month:h}=this;return(0,s.qy)`<div class="shequ-board" data-lm-suppress-shortcuts="true">
      ${this.trouble()} ${this.strip()}
      <p class="shequ-board-progress" role="status">${this.progress()}</p>
      <div class="shequ-board-ways">
        ${this.button("back",l("yearBack"),()=>this.go(h-1))}
        ${this.button("on",l("yearOn"),()=>this.go(h+1))}
        ${this.button("open",l("yearFirstOpen"),()=>this.goToOpen())}
      </div>
      <div
        class="shequ-board-month"
        role="tabpanel"
        id=${`${this.group}-month`}
        aria-labelledby=${this.tabId(h)}
      >
        ${a(h,(n=this.isNarrow,(0,s.qy)`<details class="shequ-board-figures" ?open=${o.figures.months.includes(h)&&!n}>
    <summary>${l("yearFigures")}</summary>
    <table aria-label=${l("yearFigures")}>
      <tbody>
        ${o.figures.rows.map(([e,...t])=>(0,s.qy)`<tr>
              <th scope="row">${e}</th>
              ${t.map(e=>(0,s.qy)`<td>${e}</td>`)}
            </tr>`)}
      </tbody>
    </table>
  </details>`))}
        ${a(h,(0,s.qy)`<div class="shequ-board-cards">${(0,v.$F)(o,h).map(e=>this.card(e))}</div>`)}
        <div class="shequ-board-side">
          ${function(e,t,n,i){let r=(0,w.marks)(e,t,n),a=i("yearCalendar",{year:e.year,month:n});if(!r.length)return(0,s.qy)`<div class="shequ-board-box"><strong>${a}</strong><br />${i("yearNoDays")}</div>`;let o=["given","own"].filter(e=>r.some(t=>t.kind===e)),l=[...new Set(r.map(e=>e.about))];return(0,s.qy)`<div class="shequ-board-box">
    <strong>${a}</strong>
    <table class="shequ-board-calendar" aria-label=${a}>
      <thead>
        <tr>
          ${[...i("yearWeekdays")].map(e=>(0,s.qy)`<th scope="col">${e}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${(0,w.weeks)(e.year,n).map(e=>(0,s.qy)`<tr>
              ${e.map(e=>{var t;let n;return t=e,n=new Set(r.filter(e=>Number(e.day.slice(8))===t).map(e=>_[e.kind])),(0,s.qy)`<td class=${n.size?"shequ-board-marked":s.s6}>
    ${t?(0,s.qy)`${t}<small aria-hidden="true">${[...n].join("")||" "}</small>`:s.s6}
  </td>`})}
            </tr>`)}
      </tbody>
    </table>
    <small aria-hidden="true"
      >${o.map(e=>`${_[e]} ${i("given"===e?"yearGiven":"yearOwn")}`).join("　")}</small
    >
    ${l.map(e=>(0,s.qy)`<p>${e}</p>
          <ul>
            ${r.filter(t=>t.about===e).map(e=>{var t,n;let r;return t=e,n=i,r=Number(t.day.slice(8)),(0,s.qy)`<li>
    <span aria-hidden="true">${_[t.kind]}</span> <strong>${n("yearDayOfMonth",{day:r})}</strong>
    ${"own"===t.kind?n("yearSet",{what:t.text}):t.text}
  </li>`})}
          </ul>`)}
  </div>`}(o,e.decisions,h,l)} ${i=e.decisions,(r=(0,w.money)(o,i)).every(({entered:e})=>null===e)?(0,s.qy)`<div class="shequ-board-box">
      <strong>${l("yearMoney")}</strong><br />${l("yearNoMoney")}
    </div>`:(0,s.qy)`<details class="shequ-board-box" ?open=${h===o.money.month}>
    <summary><strong>${l("yearMoney")}</strong></summary>
    <table aria-label=${l("yearMoney")}>
      <thead>
        <tr>
          <th scope="col">${l("yearLine")}</th>
          <th scope="col" class="shequ-board-figure">${l("yearEntered")}</th>
        </tr>
      </thead>
      <tbody>
        ${r.map(({name:e,entered:t})=>(0,s.qy)`<tr>
              <td>${e}</td>
              <td class="shequ-board-figure">${null===t?"—":t.toLocaleString("en",{maximumFractionDigits:9})}</td>
            </tr>`)}
      </tbody>
    </table>
  </details>`}
        </div>
        <div class="shequ-board-ends">
          ${h===v.KR.length?s.s6:this.button("done",l("yearDone"),()=>this.turnPage(),this.options.check?"":"shequ-main")}
          ${this.button("undo",l("yearUndo"),()=>this.undo())}
          ${this.button("clear-month",l("yearClear"),()=>this.clear())}
        </div>
      </div>
      ${this.isPrinting?(0,s.qy)`<div class="shequ-board-print">
    ${v.KR.map(t=>(0,s.qy)`<p class="shequ-board-print-month"><strong>${l("yearMonth",{month:t})}</strong></p>
          ${(0,v.$F)(o,t).map(t=>(0,s.qy)`<div class="shequ-board-print-card">
                <p><strong>${t.title}</strong>　${t.text}</p>
                ${t.rows?.length?(0,s.qy)`<table>
                      <thead>
                        <tr>
                          ${(t.heads??[]).map(e=>(0,s.qy)`<th>${e}</th>`)}
                        </tr>
                      </thead>
                      <tbody>
                        ${t.rows.map(e=>(0,s.qy)`<tr>
                              ${e.map(e=>(0,s.qy)`<td>${e}</td>`)}
                            </tr>`)}
                      </tbody>
                    </table>`:s.s6}
                ${t.tasks.map(t=>(function(e,t,n){let i=(0,w.fieldOf)(e,t);if("choice"===t.kind)return(0,s.qy)`<p>${t.label}</p>
      <ul class="shequ-board-print-options">
        ${t.options.map(([e,t])=>(0,s.qy)`<li>${i===e?"☑":"☐"} ${t}</li>`)}
      </ul>`;if("number"===t.kind)return(0,s.qy)`<p>${t.label}：${i||"＿＿＿＿"} ${t.unit}</p>`;let[r,a]=i?i.split("-").slice(1).map(Number):["＿＿","＿＿"];return(0,s.qy)`<p>${t.label}：${n("yearDay",{month:r,day:a})}</p>`})(e,t,l))}
              </div>`)}`)}
  </div>`:s.s6}
    </div>`}drawn(e){this.node=e,this.tabs.forEach((e,t)=>{e.tabIndex=t+1===(this.reached??this.month)?0:-1}),this.focusNext?.(),this.focusNext=void 0,this.months.value&&this.width.observe(this.months.value)}go(e){v.KR.includes(e)?(this.leave(),this.month=e,this.reached=void 0,this.redraw()):this.redraw(this.text(e<1?"yearFirst":"yearLast"))}turnPage(){this.focusNext=()=>this.tabs[this.month-1]?.focus(),this.go(this.month+1)}goToOpen(){let e=w.firstOpen(this.board,this.draft.decisions);e?(this.focusNext=()=>{let t=this.node.querySelector(`[data-task="${e.task.id}"]`);t?.scrollIntoView({block:"center"}),t?.focus({preventScroll:!0})},this.go(e.month)):this.redraw(this.text("yearAllDone"))}undo(){let e=this.history.back(this.board,this.draft,this.month);e?this.put(e,this.text("yearUndone")):this.redraw(this.text("yearNoStep"))}clear(){if((0,v.$F)(this.board,this.month).flatMap(e=>e.tasks).every(e=>!w.fieldOf(this.draft,e)))return void this.redraw(this.text("yearNothing"));this.history.note(this.month,this.draft);let e=this.text("yearUndo");this.put(w.cleared(this.board,this.draft,this.month),this.text("yearCleared",{undo:e}))}decide(e,t){this.leave(),this.history.note(this.month,this.draft),this.note="",this.change(w.put(this.board,this.draft,e,t))}type(e,t){this.history.note(this.month,this.draft,e.id),this.note="";let n=w.put(this.board,this.draft,e,t);window.clearTimeout(this.timer),w.problemOf(this.board,n,e)?this.timer=window.setTimeout(()=>this.complain(e),800):this.told.delete(e.id),this.change(n,"typed")}leave(e){this.history.rest(),window.clearTimeout(this.timer),e&&!this.told.has(e.id)&&w.problemOf(this.board,this.draft,e)&&this.complain(e)}complain(e){this.told.add(e.id),this.redraw(this.note)}press(e,t){if(e.ctrlKey||e.metaKey||e.altKey)return;let n=getComputedStyle(e.currentTarget).gridTemplateColumns.split(" ").length,s={ArrowLeft:t-1,ArrowRight:t+1,ArrowUp:t-n,ArrowDown:t+n,Home:0,End:v.KR.length-1}[e.key];void 0!==s&&(this.tabs[s]?.focus(),e.preventDefault(),e.stopPropagation())}trouble(){let{trouble:e,decisions:t}=this.draft;return e?(0,s.qy)`<p class="shequ-problem" role="alert">
          ${this.text(t.size?"yearUnreadable":"unreadable",{why:e.in(this.options.script)})}
        </p>`:s.s6}strip(){let e=w.tiles(this.board,this.draft.decisions);return(0,s.qy)`<div
      class="shequ-board-strip"
      role="tablist"
      ${$(this.months)}
      aria-label=${this.text("yearStrip")}
      @keydown=${e=>this.press(e,this.tabs.indexOf(e.target.closest("button")))}
    >
      ${e.map(e=>(0,s.qy)`<button
            type="button"
            role="tab"
            id=${this.tabId(e.month)}
            class=${e.decided===e.total?"shequ-board-decided":s.s6}
            aria-selected=${e.month===this.month}
            aria-controls=${`${this.group}-month`}
            @click=${()=>this.go(e.month)}
            @focus=${()=>this.reach(e.month)}
          >
            <span class="shequ-board-name">${this.text("yearMonth",{month:e.month})}</span>
            <span>${this.word(e)}</span>
            <span class="shequ-board-incidents"
              >${e.incidents.map(([e,t])=>1===t?e:`${e}${t}`).join(" ")}</span
            >
          </button>`)}
    </div>`}card(e){return(0,s.qy)`<section class="shequ-board-card">
      <div role="heading" aria-level="4">
        ${e.incident?(0,s.qy)`<span class="shequ-board-incident">${e.incident}</span> `:s.s6}<strong
          >${e.title}</strong
        >
      </div>
      <p>${e.text}</p>
      ${e.rows?.length?(0,s.qy)`<table aria-label=${e.title}>
            <thead>
              <tr>
                ${(e.heads??[]).map(e=>(0,s.qy)`<th scope="col">${e}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${e.rows.map(e=>(0,s.qy)`<tr>
                    ${e.map(e=>(0,s.qy)`<td>${e}</td>`)}
                  </tr>`)}
            </tbody>
          </table>`:s.s6}
      ${e.tasks.map(t=>this.field(t,e.month))}
    </section>`}field(e,t){if("number"===e.kind)return this.numberField(e);let n="choice"===e.kind?e.options:this.days(e,t);if("choice"===e.kind&&n.some(([,e])=>e.length>18))return this.radios(e,n);let i=w.fieldOf(this.draft,e);return(0,s.qy)`<label class="shequ-board-field">
      <span>${e.label}</span>
      <select
        data-task=${e.id}
        @change=${t=>this.decide(e,t.target.value)}
      >
        <option value="" .selected=${(0,o.V)(!i)}>${this.text("choose")}</option>
        ${n.map(([e,t])=>(0,s.qy)`<option value=${e} .selected=${(0,o.V)(i===e)}>${t}</option>`)}
      </select>
    </label>`}radios(e,t){let n=w.fieldOf(this.draft,e);return(0,s.qy)`<fieldset class="shequ-board-radios">
      <legend>${e.label}</legend>
      ${t.map(([t,i],r)=>(0,s.qy)`<label class="shequ-option">
            <input
              type="radio"
              name=${`${this.group}-${e.id}`}
              value=${t}
              data-task=${r?s.s6:e.id}
              .checked=${(0,o.V)(n===t)}
              @change=${()=>this.decide(e,t)}
            />
            <span>${i}</span>
          </label>`)}
    </fieldset>`}numberField(e){let{text:t,draft:n,board:i}=this,r=w.fieldOf(n,e),a=w.problemOf(i,n,e),l=n.decisions.get(e.id),h=!!a&&this.told.has(e.id),d=`${this.group}-${e.id}-note`,u=!a&&n.typed.has(e.id)&&"number"==typeof l?t("numberIs",{number:`${(0,b.Dx)(l)} ${e.unit}`}):"",c="number"==typeof l?t("yearKept",{number:(0,b.Dx)(l)}):"";return(0,s.qy)`<label class="shequ-board-field">
        <span
          >${e.label.includes(e.unit)?e.label:t("yearWithUnit",{label:e.label,unit:e.unit})}</span
        >
        <input
          type="text"
          inputmode="decimal"
          autocomplete="off"
          data-task=${e.id}
          aria-invalid=${h?"true":s.s6}
          aria-describedby=${h||u?d:s.s6}
          .value=${(0,o.V)(r)}
          @input=${t=>this.type(e,t.target.value)}
          @blur=${()=>this.leave(e)}
        />
      </label>
      <p class="shequ-board-note" id=${d} ?hidden=${!h&&!u}>
        ${h?(0,s.qy)`<span class="shequ-problem" role="alert"
              >${t("unsaved",{why:a.in(this.options.script)})}${c}</span
            >`:u}
      </p>`}days(e,t){let n=w.fieldOf(this.draft,e),s=Array.from({length:62},(e,n)=>new Date(Date.UTC(this.board.year,t-1,n+1)).toISOString().slice(0,10)).filter(e=>e.startsWith(`${this.board.year}-`));return(n&&!s.includes(n)?[...s,n]:s).map(e=>[e,this.text("yearDay",{month:Number(e.slice(5,7)),day:Number(e.slice(8))})])}progress(){let{text:e,note:t}=this,{month:n,decided:s,total:i}=w.tile(this.board,this.draft.decisions,this.month),r=w.tiles(this.board,this.draft.decisions).filter(e=>e.decided<e.total).map(e=>e.month);return[t,e("yearHere",{month:n,decided:s,total:i}),e("yearAll",{decided:this.draft.decisions.size,total:(0,v.a4)(this.board).length}),r.length?e("yearLeft",{months:r.join("、")}):e("yearAllDone")].join("")}word({decided:e,total:t}){return e===t?this.text("yearTileDone"):e?this.text("yearTilePart",{decided:e,total:t}):this.text("yearTileOpen",{total:t})}button(e,t,n,i=""){return(0,s.qy)`<button
      type="button"
      class="shequ-button shequ-board-${e} ${i}"
      @click=${e=>e.detail<2&&n()}
    >
      ${t}
    </button>`}put(e,t){this.leave(),this.told.clear(),this.note=t,this.change(e)}redraw(e=""){this.note=e,this.change(this.draft)}reach(e){this.reached=e,this.drawn(this.node)}tabId(e){return`${this.group}-tab-${e}`}get tabs(){return[...this.node.querySelectorAll("[role=tab]")]}}let q=0},1188(e,t,n){var s={"./choice.js":"2617","./choices.js":"5757","./date.js":"1213","./decide.js":"1813","./essay.js":"3098","./fill.js":"7896","./match.js":"6180","./number.js":"3288","./order.js":"9865","./schedule.js":"7344","./sort.js":"9870","./spot.js":"2945","./table.js":"5117","./year.js":"3806"};function i(e){return n(r(e))}function r(e){if(!n.o(s,e)){var t=Error("Cannot find module '"+e+"'");throw t.code="MODULE_NOT_FOUND",t}return s[e]}i.keys=()=>Object.keys(s),i.resolve=r,e.exports=i,i.id=1188},7489(e,t,n){n.d(t,{i:()=>a});var s=n(9106),i=JSON.parse('{"unanswered":"未作答","saving":"正在保存……","saved":"已保存","savedToMark":"已保存（对错由老师批改后告知）","savedPart":"已保存，{missing}","unsaved":"还没有保存：{why}","typing":"还没有保存","waiting":"正在检查，请稍等……","checked":"已检查，结果在下面","clear":"清除","cleared":"点“{restore}”可以把清除的答案拿回来。","restore":"恢复刚才的答案","restored":"已经恢复。","retry":"再试一次","check":"检查","nothingToCheck":"请先作答，再检查。","unreadable":"答案格里现在的内容不能用：{why}在这里重新作答，就会把它换掉。","broken":"这道题的内容不完整，不能作答。请关掉本页，从目录重新打开本章；还不行，请告诉老师。","option":"{letter}．{text}","choose":"（请选择）","used":"{target}（已选过）","notChosen":"还有 {count} 项没选","sortCosts":"放错会倒扣分，拿不准的可以先不放。","pool":"还没有放的","putInto":"（放进哪一类）","binHolds":"{bin}：{count} 项","placed":"“{item}”放进了“{bin}”。","taken":"“{item}”拿出来了。","notPlaced":"还有 {count} 项没放","card":"卡片","spotCosts":"问题有几处不一定；点了没有问题的行会倒扣分，拿不准的可以先不点。","whichRule":"第 {line} 行违反哪一条","chooseRule":"（违反哪一条规则）","breaks":"违反：{rule}","rules":"可选的规则：","noRule":"还有 {count} 行没选规则","decideHow":"选一项，下面就是它的结果和下一步。走到的每一步都算分；改前面的选择，后面的会先收起来。","step":"第 {place} 步","stepOpens":"下面是第 {place} 步：{heading}。","caseEnds":"这件事办到这里。","caseGoesOn":"事情还没有办完","putAway":"后面的 {count} 步先收起来了，改回来就还在。","handoutHow":"从情形 1 开始。每个情形选一项，再查后面的单子，照这一项的结果往下走。","handoutResults":"选好以后，查这一项的结果：","situation":"情形 {number}","result":"{number}{letter}：{after}","goTo":"到情形 {number}。","handle":"拖动，可以移到别的位置","up":"上移","down":"下移","moveUp":"上移：{item}","moveDown":"下移：{item}","first":"“{item}”已经在最前面了。","last":"“{item}”已经在最后面了。","moved":"“{item}”现在排第 {place}，一共 {count} 项。","keepOrder":"就用这个次序","number":"答案","numberWithUnit":"答案（{unit}）","numberIs":"就是 {number}","date":"日期","day":"{year}年{month}月{day}日（星期{weekday}）","weekdays":"日一二三四五六","unfinishedDate":"“{label}”还没有填完，年、月、日都要有。","unfinishedYear":"“{label}”的年份 {year} 好像没有填完，请写四位，如 2026。","notFilled":"还有 {count} 个日子没填","blanks":"还有 {count} 处没有填","notKept":"有一处没有存：{why}","inBrackets":"（{said}）","weekday":"（星期{weekday}）","fieldWithUnit":"{label}（{unit}）","anyOrder":"{labels}：填的先后不限。","blankOptions":"可选的内容：","optionsOf":"{labels}：{options}","essay":"你的回答","sampleTop":"对照一下：写得好的一篇","sampleMiddle":"对照一下：中等的一篇","sampleEarns":"这一篇得 {points} 分，满分 {most} 分。","essayStub":"（在这里写你的回答）","essayHere":"写在这里，会自动保存","count":"已写 {count} 字","countOf":"已写 {count} 字（建议不少于 {least} 字）","short":"建议再写一些","tooLong":"写得太长：老师只收得到前 {most} 个字符，请删去一些","code":"代码写在上面的格子里，写好后点“{run}”。","run":"运行并检查","running":"正在运行，请稍等……","ran":"已运行并保存","stub":"恢复初始","stubBack":"点“{restore}”可以把原来的代码拿回来。","restoreCode":"恢复刚才的代码","codeKept":"代码已保存，还没有运行","comma":"，","yearUnreadable":"答案格里有的内容不能用：{why}能用的都在下面；在这里改一处，不能用的就去掉了。","yearStrip":"十二个月，用左右方向键换，按回车打开","yearMonth":"{month} 月","yearTileDone":"✓ 都定了","yearTilePart":"{decided}/{total} 件","yearTileOpen":"{total} 件","yearBack":"上月","yearOn":"下月","yearFirstOpen":"到第一件没定的事","yearDone":"做好了，到下月","yearUndo":"退一步","yearClear":"清除本月","yearFirst":"这是今年的第一个月了。","yearLast":"这是今年的最后一个月了。","yearNoStep":"这个月里没有可以退的了。","yearUndone":"退回了一步。","yearNothing":"这个月还什么也没有定。","yearCleared":"这个月的决定都清除了，别的月份没有动。点“{undo}”可以拿回来。","yearHere":"{month} 月：已决定 {decided} / {total} 件。","yearAll":"全年：{decided} / {total} 件。","yearLeft":"还有事的月份：{months}。","yearAllDone":"十二个月都做完了。","yearOpen":"还有 {count} 件没定","yearWrong":"{count} 处读不懂的没有存","yearKept":"现在存着的是 {number}。","yearWithUnit":"{label}（{unit}）","yearDay":"{month}月{day}日","yearDayOfMonth":"{day}日","yearFigures":"社区情况表","yearCalendar":"{year} 年 {month} 月的日历","yearNoDays":"这个月还没有要排的日子。","yearWeekdays":"一二三四五六日","yearGiven":"题目给的","yearOwn":"你定的","yearSet":"{what}（你定的）","yearMoney":"今年的经费","yearNoMoney":"还没有编。","yearLine":"项目","yearEntered":"你填的（元）"}'),r=JSON.parse('{"unanswered":"未作答","saving":"正在保存……","saved":"已保存","savedToMark":"已保存（對錯由老師批改後告知）","savedPart":"已保存，{missing}","unsaved":"還沒有保存：{why}","typing":"還沒有保存","waiting":"正在檢查，請稍等……","checked":"已檢查，結果在下面","clear":"清除","cleared":"點“{restore}”可以把清除的答案拿回來。","restore":"恢復剛才的答案","restored":"已經恢復。","retry":"再試一次","check":"檢查","nothingToCheck":"請先作答，再檢查。","unreadable":"答案格裡現在的內容不能用：{why}在這裡重新作答，就會把它換掉。","broken":"這道題的內容不完整，不能作答。請關掉本頁，從目錄重新打開本章；還不行，請告訴老師。","option":"{letter}．{text}","choose":"（請選擇）","used":"{target}（已選過）","notChosen":"還有 {count} 項沒選","sortCosts":"放錯會倒扣分，拿不準的可以先不放。","pool":"還沒有放的","putInto":"（放進哪一類）","binHolds":"{bin}：{count} 項","placed":"“{item}”放進了“{bin}”。","taken":"“{item}”拿出來了。","notPlaced":"還有 {count} 項沒放","card":"卡片","spotCosts":"問題有幾處不一定；點了沒有問題的行會倒扣分，拿不準的可以先不點。","whichRule":"第 {line} 行違反哪一條","chooseRule":"（違反哪一條規則）","breaks":"違反：{rule}","rules":"可選的規則：","noRule":"還有 {count} 行沒選規則","decideHow":"選一項，下面就是它的結果和下一步。走到的每一步都算分；改前面的選擇，後面的會先收起來。","step":"第 {place} 步","stepOpens":"下面是第 {place} 步：{heading}。","caseEnds":"這件事辦到這裡。","caseGoesOn":"事情還沒有辦完","putAway":"後面的 {count} 步先收起來了，改回來就還在。","handoutHow":"從情形 1 開始。每個情形選一項，再查後面的單子，照這一項的結果往下走。","handoutResults":"選好以後，查這一項的結果：","situation":"情形 {number}","result":"{number}{letter}：{after}","goTo":"到情形 {number}。","handle":"拖動，可以移到別的位置","up":"上移","down":"下移","moveUp":"上移：{item}","moveDown":"下移：{item}","first":"“{item}”已經在最前面了。","last":"“{item}”已經在最後面了。","moved":"“{item}”現在排第 {place}，一共 {count} 項。","keepOrder":"就用這個次序","number":"答案","numberWithUnit":"答案（{unit}）","numberIs":"就是 {number}","date":"日期","day":"{year}年{month}月{day}日（星期{weekday}）","weekdays":"日一二三四五六","unfinishedDate":"“{label}”還沒有填完，年、月、日都要有。","unfinishedYear":"“{label}”的年份 {year} 好像沒有填完，請寫四位，如 2026。","notFilled":"還有 {count} 個日子沒填","blanks":"還有 {count} 處沒有填","notKept":"有一處沒有存：{why}","inBrackets":"（{said}）","weekday":"（星期{weekday}）","fieldWithUnit":"{label}（{unit}）","anyOrder":"{labels}：填的先後不限。","blankOptions":"可選的內容：","optionsOf":"{labels}：{options}","essay":"你的回答","sampleTop":"對照一下：寫得好的一篇","sampleMiddle":"對照一下：中等的一篇","sampleEarns":"這一篇得 {points} 分，滿分 {most} 分。","essayStub":"（在這裡寫你的回答）","essayHere":"寫在這裡，會自動保存","count":"已寫 {count} 字","countOf":"已寫 {count} 字（建議不少於 {least} 字）","short":"建議再寫一些","tooLong":"寫得太長：老師只收得到前 {most} 個字符，請刪去一些","code":"代碼寫在上面的格子裡，寫好後點“{run}”。","run":"運行並檢查","running":"正在運行，請稍等……","ran":"已運行並保存","stub":"恢復初始","stubBack":"點“{restore}”可以把原來的代碼拿回來。","restoreCode":"恢復剛才的代碼","codeKept":"代碼已保存，還沒有運行","comma":"，","yearUnreadable":"答案格裡有的內容不能用：{why}能用的都在下面；在這裡改一處，不能用的就去掉了。","yearStrip":"十二個月，用左右方向鍵換，按回車打開","yearMonth":"{month} 月","yearTileDone":"✓ 都定了","yearTilePart":"{decided}/{total} 件","yearTileOpen":"{total} 件","yearBack":"上月","yearOn":"下月","yearFirstOpen":"到第一件沒定的事","yearDone":"做好了，到下月","yearUndo":"退一步","yearClear":"清除本月","yearFirst":"這是今年的第一個月了。","yearLast":"這是今年的最後一個月了。","yearNoStep":"這個月裡沒有可以退的了。","yearUndone":"退回了一步。","yearNothing":"這個月還什麼也沒有定。","yearCleared":"這個月的決定都清除了，別的月份沒有動。點“{undo}”可以拿回來。","yearHere":"{month} 月：已決定 {decided} / {total} 件。","yearAll":"全年：{decided} / {total} 件。","yearLeft":"還有事的月份：{months}。","yearAllDone":"十二個月都做完了。","yearOpen":"還有 {count} 件沒定","yearWrong":"{count} 處讀不懂的沒有存","yearKept":"現在存著的是 {number}。","yearWithUnit":"{label}（{unit}）","yearDay":"{month}月{day}日","yearDayOfMonth":"{day}日","yearFigures":"社區情況表","yearCalendar":"{year} 年 {month} 月的日曆","yearNoDays":"這個月還沒有要排的日子。","yearWeekdays":"一二三四五六日","yearGiven":"題目給的","yearOwn":"你定的","yearSet":"{what}（你定的）","yearMoney":"今年的經費","yearNoMoney":"還沒有編。","yearLine":"項目","yearEntered":"你填的（元）"}');function a(e){let t="hant"===e?r:i;return(e,n)=>(0,s.G)(t[e],n)}},4182(e,t,n){n.r(t);var s=n(9106),i=n(3154),r=n(1423),a=n(7806),o=n(8543);let l={decisions:new Map,typed:new Map};function h(e,t,n){try{return{...(0,r.aE)(e,(0,i.LF)(t,n)),typed:new Map}}catch(e){return{...l,trouble:A(e)}}}function d(e,t){let n=e.decisions.get(t.id);return e.typed.get(t.id)??("number"==typeof n?(0,a.Dx)(n):n??"")}function u(e,t,n,s){let i=new Map(t.decisions),a=new Map(t.typed);if(a.delete(n.id),s.trim()){try{i.set(n.id,(0,r.xR)(e,n,s))}catch(e){A(e)}d({decisions:i,typed:a},n)!==s&&a.set(n.id,s)}else i.delete(n.id);return{decisions:_(e,i),typed:a}}function c(e,t,n){let s=t.typed.get(n.id);if(void 0!==s)try{(0,r.xR)(e,n,s)}catch(e){return A(e)}}function p(e,t,n){return w(e,t,l,n)}class f{constructor(){this.steps=new Map,this.field=""}note(e,t,n=""){n&&n===this.field||this.steps.set(e,[...this.steps.get(e)??[],t]),this.field=n}rest(){this.field=""}back(e,t,n){this.rest();let s=this.steps.get(n)?.pop();return s&&w(e,t,s,n)}forget(){this.steps.clear(),this.rest()}}function m(e,t,n){let s=(0,o.$F)(e,n),i=s.flatMap(e=>e.tasks),r=new Map;for(let{incident:e}of s)e&&r.set(e,(r.get(e)??0)+1);return{month:n,decided:i.filter(e=>t.has(e.id)).length,total:i.length,incidents:[...r]}}function y(e,t){return o.KR.map(n=>m(e,t,n))}function $(e,t,n){let s=e.cards.flatMap(e=>e.tasks.flatMap(n=>{let s=t.get(n.id);return"date"===n.kind&&n.mark&&"string"==typeof s?[{day:s,kind:"own",about:e.title,text:n.mark}]:[]})),i=e.given.map(e=>({...e,kind:"given"})),r=`${e.year}-${String(n).padStart(2,"0")}-`,a=({day:e,kind:t,text:n})=>`${e} ${t} ${n}`;return[...i,...s].filter(e=>e.day.startsWith(r)).sort((e,t)=>{var n,s;return n=a(e),n<(s=a(t))?-1:+(n>s)})}function g(e,t){let n=(new Date(Date.UTC(e,t-1,1)).getUTCDay()+6)%7,s=new Date(Date.UTC(e,t,0)).getUTCDate(),i=[...Array(n).fill(0),...Array.from({length:s},(e,t)=>t+1)],r=[...i,...Array((7-i.length%7)%7).fill(0)];return Array.from({length:r.length/7},(e,t)=>r.slice(7*t,7*t+7))}function b(e,t){let n=new Map((0,o.a4)(e).map(e=>[e.id,e]));return e.money.lines.flatMap(e=>{let s=n.get(e),i=t.get(e);return s?[{name:s.label,entered:"number"==typeof i?i:null}]:[]})}function v(e,t){for(let n of o.KR){let s=(0,o.$F)(e,n).flatMap(e=>e.tasks).find(e=>!t.has(e.id));if(s)return{month:n,task:s}}}function w(e,t,n,s){let i=new Set((0,o.$F)(e,s).flatMap(e=>e.tasks.map(e=>e.id))),r=(e,t)=>new Map([...[...e].filter(([e])=>!i.has(e)),...[...t].filter(([e])=>i.has(e))]);return{decisions:_(e,r(t.decisions,n.decisions)),typed:r(t.typed,n.typed)}}function _(e,t){return new Map((0,o.a4)(e).flatMap(({id:e})=>{let n=t.get(e);return void 0===n?[]:[[e,n]]}))}function A(e){if(e instanceof s.d)return e;throw e}n.d(t,{History:()=>f,cleared:()=>p,fieldOf:()=>d,firstOpen:()=>v,marks:()=>$,money:()=>b,opened:()=>h,problemOf:()=>c,put:()=>u,tile:()=>m,tiles:()=>y,weeks:()=>g},{NOTHING:l})},8504(e,t,n){/**
 * @license
 * Copyright 2020 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */let{I:s}=n(6752).ge,i={};n.d(t,{},{Dx:(e,t,n)=>{let i=e._$AA.parentNode,r=void 0===t?e._$AB:t._$AA;if(void 0===n)n=new s(i.insertBefore(document.createComment(""),r),i.insertBefore(document.createComment(""),r),e,e.options);else{let t=n._$AB.nextSibling,s=n._$AM,a=s!==e;if(a){let t;n._$AQ?.(e),n._$AM=e,void 0!==n._$AP&&(t=e._$AU)!==s._$AU&&n._$AP(t)}if(t!==r||a){let e=n._$AA;for(;e!==t;){let t=e.nextSibling;i.insertBefore(e,r),e=t}}}return n},KO:e=>{e._$AR(),e._$AA.remove()},Rt:e=>void 0===e.strings,cN:e=>e._$AH,lx:(e,t,n=e)=>(e._$AI(t,n),e),mY:(e,t=i)=>e._$AH=t})},7804(e,t,n){class s{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}}n.d(t,{WL:()=>s},{OA:{ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},u$:e=>(...t)=>({_$litDirective$:e,values:t})})},6328(e,t,n){var s=n(6752),i=n(7804),r=n(8504);/**
 * @license
 * Copyright 2020 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */let a=(0,i.u$)(class extends i.WL{constructor(e){if(super(e),e.type!==i.OA.PROPERTY&&e.type!==i.OA.ATTRIBUTE&&e.type!==i.OA.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!(0,r.Rt)(e))throw Error("`live` bindings can only contain a single expression")}render(e){return e}update(e,[t]){if(t===s.c0||t===s.s6)return t;let n=e.element,a=e.name;if(e.type===i.OA.PROPERTY){if(t===n[a])return s.c0}else if(e.type===i.OA.BOOLEAN_ATTRIBUTE){if(!!t===n.hasAttribute(a))return s.c0}else if(e.type===i.OA.ATTRIBUTE&&n.getAttribute(a)===t+"")return s.c0;return(0,r.mY)(e),t}});n.d(t,{},{V:a})},3881(e,t,n){var s=n(6752),i=n(7804),r=n(8504);/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */let a=(e,t,n)=>{let s=new Map;for(let i=t;i<=n;i++)s.set(e[i],i);return s},o=(0,i.u$)(class extends i.WL{constructor(e){if(super(e),e.type!==i.OA.CHILD)throw Error("repeat() can only be used in text expressions")}dt(e,t,n){let s;void 0===n?n=t:void 0!==t&&(s=t);let i=[],r=[],a=0;for(let t of e)i[a]=s?s(t,a):a,r[a]=n(t,a),a++;return{values:r,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,i]){let o=(0,r.cN)(e),{values:l,keys:h}=this.dt(t,n,i);if(!Array.isArray(o))return this.ut=h,l;let d=this.ut??=[],u=[],c,p,f=0,m=o.length-1,y=0,$=l.length-1;for(;f<=m&&y<=$;)if(null===o[f])f++;else if(null===o[m])m--;else if(d[f]===h[y])u[y]=(0,r.lx)(o[f],l[y]),f++,y++;else if(d[m]===h[$])u[$]=(0,r.lx)(o[m],l[$]),m--,$--;else if(d[f]===h[$])u[$]=(0,r.lx)(o[f],l[$]),(0,r.Dx)(e,u[$+1],o[f]),f++,$--;else if(d[m]===h[y])u[y]=(0,r.lx)(o[m],l[y]),(0,r.Dx)(e,o[f],o[m]),m--,y++;else if(void 0===c&&(c=a(h,y,$),p=a(d,f,m)),c.has(d[f]))if(c.has(d[m])){let t=p.get(h[y]),n=void 0!==t?o[t]:null;if(null===n){let t=(0,r.Dx)(e,o[f]);(0,r.lx)(t,l[y]),u[y]=t}else u[y]=(0,r.lx)(n,l[y]),(0,r.Dx)(e,o[f],n),o[t]=null;y++}else(0,r.KO)(o[m]),m--;else(0,r.KO)(o[f]),f++;for(;y<=$;){let t=(0,r.Dx)(e,u[$+1]);(0,r.lx)(t,l[y]),u[y++]=t}for(;f<=m;){let e=o[f++];null!==e&&(0,r.KO)(e)}return this.ut=h,(0,r.mY)(e,u),s.c0}});n.d(t,{},{u:o})},6752(e,t,n){/**
 * @license
 * Copyright 2017 Google LLC
 * SPDX-License-Identifier: BSD-3-Clause
 */let s=globalThis,i=s.trustedTypes,r=i?i.createPolicy("lit-html",{createHTML:e=>e}):void 0,a="$lit$",o=`lit$${Math.random().toFixed(9).slice(2)}$`,l="?"+o,h=`<${l}>`,d=document,u=()=>d.createComment(""),c=e=>null===e||"object"!=typeof e&&"function"!=typeof e,p=Array.isArray,f=e=>p(e)||"function"==typeof e?.[Symbol.iterator],m="[ 	\n\f\r]",y=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,$=/-->/g,g=/>/g,b=RegExp(`>|${m}(?:([^\\s"'>=/]+)(${m}*=${m}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),v=/'/g,w=/"/g,_=/^(?:script|style|textarea|title)$/i,A=Symbol.for("lit-noChange"),k=Symbol.for("lit-nothing"),q=new WeakMap,x=d.createTreeWalker(d,129);function O(e,t){if(!p(e)||!e.hasOwnProperty("raw"))throw Error("invalid template strings array");return void 0!==r?r.createHTML(t):t}let N=(e,t)=>{let n=e.length-1,s=[],i,r=2===t?"<svg>":3===t?"<math>":"",l=y;for(let t=0;t<n;t++){let n=e[t],d,u,c=-1,p=0;for(;p<n.length&&(l.lastIndex=p,null!==(u=l.exec(n)));)p=l.lastIndex,l===y?"!--"===u[1]?l=$:void 0!==u[1]?l=g:void 0!==u[2]?(_.test(u[2])&&(i=RegExp("</"+u[2],"g")),l=b):void 0!==u[3]&&(l=b):l===b?">"===u[0]?(l=i??y,c=-1):void 0===u[1]?c=-2:(c=l.lastIndex-u[2].length,d=u[1],l=void 0===u[3]?b:'"'===u[3]?w:v):l===w||l===v?l=b:l===$||l===g?l=y:(l=b,i=void 0);let f=l===b&&e[t+1].startsWith("/>")?" ":"";r+=l===y?n+h:c>=0?(s.push(d),n.slice(0,c)+a+n.slice(c)+o+f):n+o+(-2===c?t:f)}return[O(e,r+(e[n]||"<?>")+(2===t?"</svg>":3===t?"</math>":"")),s]};class C{constructor({strings:e,_$litType$:t},n){let s;this.parts=[];let r=0,h=0,d=e.length-1,c=this.parts,[p,f]=N(e,t);if(this.el=C.createElement(p,n),x.currentNode=this.el.content,2===t||3===t){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;null!==(s=x.nextNode())&&c.length<d;){if(1===s.nodeType){if(s.hasAttributes())for(let e of s.getAttributeNames())if(e.endsWith(a)){let t=f[h++],n=s.getAttribute(e).split(o),i=/([.?@])?(.*)/.exec(t);c.push({type:1,index:r,name:i[2],strings:n,ctor:"."===i[1]?U:"?"===i[1]?j:"@"===i[1]?D:E}),s.removeAttribute(e)}else e.startsWith(o)&&(c.push({type:6,index:r}),s.removeAttribute(e));if(_.test(s.tagName)){let e=s.textContent.split(o),t=e.length-1;if(t>0){s.textContent=i?i.emptyScript:"";for(let n=0;n<t;n++)s.append(e[n],u()),x.nextNode(),c.push({type:2,index:++r});s.append(e[t],u())}}}else if(8===s.nodeType)if(s.data===l)c.push({type:2,index:r});else{let e=-1;for(;-1!==(e=s.data.indexOf(o,e+1));)c.push({type:7,index:r}),e+=o.length-1}r++}}static createElement(e,t){let n=d.createElement("template");return n.innerHTML=e,n}}function T(e,t,n=e,s){if(t===A)return t;let i=void 0!==s?n._$Co?.[s]:n._$Cl,r=c(t)?void 0:t._$litDirective$;return i?.constructor!==r&&(i?._$AO?.(!1),void 0===r?i=void 0:(i=new r(e))._$AT(e,n,s),void 0!==s?(n._$Co??=[])[s]=i:n._$Cl=i),void 0!==i&&(t=T(e,i._$AS(e,t.values),i,s)),t}class M{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,s=(e?.creationScope??d).importNode(t,!0);x.currentNode=s;let i=x.nextNode(),r=0,a=0,o=n[0];for(;void 0!==o;){if(r===o.index){let t;2===o.type?t=new S(i,i.nextSibling,this,e):1===o.type?t=new o.ctor(i,o.name,o.strings,this,e):6===o.type&&(t=new L(i,this,e)),this._$AV.push(t),o=n[++a]}r!==o?.index&&(i=x.nextNode(),r++)}return x.currentNode=d,s}p(e){let t=0;for(let n of this._$AV)void 0!==n&&(void 0!==n.strings?(n._$AI(e,n,t),t+=n.strings.length-2):n._$AI(e[t])),t++}}class S{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,s){this.type=2,this._$AH=k,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return void 0!==t&&11===e?.nodeType&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){c(e=T(this,e,t))?e===k||null==e||""===e?(this._$AH!==k&&this._$AR(),this._$AH=k):e!==this._$AH&&e!==A&&this._(e):void 0!==e._$litType$?this.$(e):void 0!==e.nodeType?this.T(e):f(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==k&&c(this._$AH)?this._$AA.nextSibling.data=e:this.T(d.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,s="number"==typeof n?this._$AC(e):(void 0===n.el&&(n.el=C.createElement(O(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===s)this._$AH.p(t);else{let e=new M(s,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=q.get(e.strings);return void 0===t&&q.set(e.strings,t=new C(e)),t}k(e){p(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,n,s=0;for(let i of e)s===t.length?t.push(n=new S(this.O(u()),this.O(u()),this,this.options)):n=t[s],n._$AI(i),s++;s<t.length&&(this._$AR(n&&n._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=e.nextSibling;e.remove(),e=t}}setConnected(e){void 0===this._$AM&&(this._$Cv=e,this._$AP?.(e))}}class E{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,s,i){this.type=1,this._$AH=k,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=i,n.length>2||""!==n[0]||""!==n[1]?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=k}_$AI(e,t=this,n,s){let i=this.strings,r=!1;if(void 0===i)(r=!c(e=T(this,e,t,0))||e!==this._$AH&&e!==A)&&(this._$AH=e);else{let s,a,o=e;for(e=i[0],s=0;s<i.length-1;s++)(a=T(this,o[n+s],t,s))===A&&(a=this._$AH[s]),r||=!c(a)||a!==this._$AH[s],a===k?e=k:e!==k&&(e+=(a??"")+i[s+1]),this._$AH[s]=a}r&&!s&&this.j(e)}j(e){e===k?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}}class U extends E{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===k?void 0:e}}class j extends E{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==k)}}class D extends E{constructor(e,t,n,s,i){super(e,t,n,s,i),this.type=5}_$AI(e,t=this){if((e=T(this,e,t,0)??k)===A)return;let n=this._$AH,s=e===k&&n!==k||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==k&&(n===k||s);s&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}}class L{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){T(this,e)}}let I=s.litHtmlPolyfillSupport;I?.(C,S),(s.litHtmlVersions??=[]).push("3.3.1"),n.d(t,{},{XX:(e,t,n)=>{let s=n?.renderBefore??t,i=s._$litPart$;if(void 0===i){let e=n?.renderBefore??null;s._$litPart$=i=new S(t.insertBefore(u(),e),e,void 0,n??{})}return i._$AI(e),i},c0:A,ge:{M:a,P:o,A:l,C:1,L:N,R:M,D:f,V:T,I:S,H:E,N:j,U:D,B:U,F:L},qy:(e,...t)=>({_$litType$:1,strings:e,values:t}),s6:k})}},t={};function n(s){var i=t[s];if(void 0!==i)return i.exports;var r=t[s]={exports:{}};return e[s](r,r.exports,n),r.exports}n.d=(e,t,s)=>{var i=(t,s)=>{for(var i in t)n.o(t,i)&&!n.o(e,i)&&Object.defineProperty(e,i,{enumerable:!0,[s]:t[i]})};i(t,"get"),i(s,"value")},n.o=(e,t)=>Object.prototype.hasOwnProperty.call(e,t),n.r=e=>{"u">typeof Symbol&&Symbol.toStringTag&&Object.defineProperty(e,Symbol.toStringTag,{value:"Module"}),Object.defineProperty(e,"__esModule",{value:!0})};var s={};(()=>{n.d(s,{dV:()=>e.dV,AC:()=>u,jK:()=>e.jK,PY:()=>v,AU:()=>e.AU,Wm:()=>T,_m:()=>e._m,_5:()=>e._5,v$:()=>C,j7:()=>e.j7,ay:()=>t,LF:()=>e.LF,$$:()=>e.$$,vv:()=>m,U1:()=>e.U1,q:()=>e.q,Lr:()=>l,LN:()=>p,M9:()=>e.M9,Ul:()=>e.Ul,rp:()=>M});var e=n(929);function t(e,t){if("function"!=typeof BroadcastChannel)return null;let n=new BroadcastChannel(`shequ-course answers ${e}`);return n.onmessage=({data:e})=>{"string"==typeof e?.exercise&&"string"==typeof e?.source&&t(e)},n}var i=n(9106),r=JSON.parse('{"showCode":"显示代码","hideCode":"隐藏代码","codeName":"代码","answerCodeName":"写代码的答题格，按 Esc 出去","skipName":"跳过页面上方","switchTip":"代码是给老师和想学编程的人看的，答题时不用管它","whoAmI":"我是谁","number":"学号或编号","name":"姓名","noBoard":"用“学习程序”打开时，这里是各章的进度。","opening":"稍候……","comes":"这里是可以动手的部分，翻到这里就会准备好。","preparing":"正在准备这里的内容，请稍等……","again":"再试一次","diskFull":"磁盘满了，没有保存成功。答案还在本页，请不要关掉；腾出空间以后会自动保存。","slow":"准备的时间比平时长。请再等一会儿；如果一直这样，请刷新本页。答题和保存不受影响。","noKernel":"这里要用的程序没有启动起来。答题和保存不受影响。请点“再试一次”；如果还不行，请关掉学习程序，再打开一次。","noKernelSite":"这里要用的程序没有启动起来。答题和保存不受影响。请点“再试一次”；如果还不行，请换一个新一些的浏览器。","noAnswer":"答案格里写的是程序，不是答案，没有运行。请在这里重新作答，就会把它换掉。","noAnswerCell":"本页里找不到这道题的答案格，没有保存。请关掉本页，从目录重新打开本章。","running":"代码还在运行。网页里没有办法中途停下它；写的内容已经先保存了。如果太久不停，会自动重新准备本章。","kernelGone":"本章的程序停了，答案已保存，但是没有检查。请再点一次“检查”。","readOnly":"这份文件是只读的，不能保存。请把它复制到自己的文件夹，再打开答题。","offline":"和学习程序的连接断了，还没有保存。答案还在本页，请不要关掉；连上以后会自动保存。","replaced":"这份文件已经换成了别的内容，没有保存。答案还在本页，请用菜单“文件”里的“另存为”保存一份。","saveFailed":"没有保存成功。答案还在本页，请不要关掉，过一会儿会再试一次。","unknown":"这份笔记本不是这里的课程的这一版：可以看，可以答，里面的程序不会运行；自己的作业请从目录打开那一章。","strange":"有 {count} 格不是本章原来的内容，打开时没有自动运行；请看清楚，确实要运行，再点进那一格按 Shift+Enter。","tooLong":"运行超过 {seconds} 秒，已经停下。写的内容已保存，请检查有没有一直重复的语句。","contentsName":"本章目录","contentsDone":"答了 {done} / {all} 题","contentsOpen":"目录 {done}/{all}","contents":"目录","contentsNext":"下一道没答完的","allAnswered":"都答完了","none":"没答","part":"没答完","whole":"答了","allChapters":"全部章节","previousChapter":"上一章：{title}","nextChapter":"下一章：{title}","trainee":"学员：{trainee}","download":"下载作业","downloadTip":"把本章存成一个文件，交给老师","print":"打印","printTip":"把本章印在纸上，或者存成 PDF","noCheck":"答案已保存，还没有检查：检查要用的程序没有启动起来。请过一会儿再点一次。","unknownCheck":"答案已保存，不能检查：这份笔记本不是这里的课程的这一版。","restarted":"这里用的程序停了一次，正在重新准备动手的部分。答案都在，不用重做。"}'),a=JSON.parse('{"showCode":"顯示代碼","hideCode":"隱藏代碼","codeName":"代碼","answerCodeName":"寫代碼的答題格，按 Esc 出去","skipName":"跳過頁面上方","switchTip":"代碼是給老師和想學編程的人看的，答題時不用管它","whoAmI":"我是誰","number":"學號或編號","name":"姓名","noBoard":"用“學習程序”打開時，這裡是各章的進度。","opening":"稍候……","comes":"這裡是可以動手的部分，翻到這裡就會準備好。","preparing":"正在準備這裡的內容，請稍等……","again":"再試一次","diskFull":"磁盤滿了，沒有保存成功。答案還在本頁，請不要關掉；騰出空間以後會自動保存。","slow":"準備的時間比平時長。請再等一會兒；如果一直這樣，請刷新本頁。答題和保存不受影響。","noKernel":"這裡要用的程序沒有啟動起來。答題和保存不受影響。請點“再試一次”；如果還不行，請關掉學習程序，再打開一次。","noKernelSite":"這裡要用的程序沒有啟動起來。答題和保存不受影響。請點“再試一次”；如果還不行，請換一個新一些的瀏覽器。","noAnswer":"答案格裡寫的是程序，不是答案，沒有運行。請在這裡重新作答，就會把它換掉。","noAnswerCell":"本頁裡找不到這道題的答案格，沒有保存。請關掉本頁，從目錄重新打開本章。","running":"代碼還在運行。網頁裡沒有辦法中途停下它；寫的內容已經先保存了。如果太久不停，會自動重新準備本章。","kernelGone":"本章的程序停了，答案已保存，但是沒有檢查。請再點一次“檢查”。","readOnly":"這份文件是只讀的，不能保存。請把它複製到自己的文件夾，再打開答題。","offline":"和學習程序的連接斷了，還沒有保存。答案還在本頁，請不要關掉；連上以後會自動保存。","replaced":"這份文件已經換成了別的內容，沒有保存。答案還在本頁，請用菜單“文件”裡的“另存為”保存一份。","saveFailed":"沒有保存成功。答案還在本頁，請不要關掉，過一會兒會再試一次。","unknown":"這份筆記本不是這裡的課程的這一版：可以看，可以答，裡面的程序不會運行；自己的作業請從目錄打開那一章。","strange":"有 {count} 格不是本章原來的內容，打開時沒有自動運行；請看清楚，確實要運行，再點進那一格按 Shift+Enter。","tooLong":"運行超過 {seconds} 秒，已經停下。寫的內容已保存，請檢查有沒有一直重複的語句。","contentsName":"本章目錄","contentsDone":"答了 {done} / {all} 題","contentsOpen":"目錄 {done}/{all}","contents":"目錄","contentsNext":"下一道沒答完的","allAnswered":"都答完了","none":"沒答","part":"沒答完","whole":"答了","allChapters":"全部章節","previousChapter":"上一章：{title}","nextChapter":"下一章：{title}","trainee":"學員：{trainee}","download":"下載作業","downloadTip":"把本章存成一個文件，交給老師","print":"打印","printTip":"把本章印在紙上，或者存成 PDF","noCheck":"答案已保存，還沒有檢查：檢查要用的程序沒有啟動起來。請過一會兒再點一次。","unknownCheck":"答案已保存，不能檢查：這份筆記本不是這裡的課程的這一版。","restarted":"這裡用的程序停了一次，正在重新準備動手的部分。答案都在，不用重做。"}');let o=r;function l(e){o="hant"===e?a:r}function h(e,t){return(0,i.G)(o[e],t)}let d={none:"○",part:"◐",whole:"✓"};class u{constructor(e,t){this.go=t,this.node=document.createElement("div"),this.isOpen=!1,this.button=document.createElement("button"),this.nav=document.createElement("nav"),this.done=document.createElement("p"),this.nextButton=document.createElement("button"),this.marks=[],this.node.className="shequ-contents",this.button.type="button",this.button.className="shequ-contents-button",this.button.addEventListener("click",()=>this.open(!this.isOpen)),this.nav.id=`shequ-contents-${++c}`,this.nav.setAttribute("aria-label",h("contentsName")),this.button.setAttribute("aria-controls",this.nav.id),this.node.addEventListener("keydown",e=>{"Escape"===e.key&&this.isOpen&&(this.open(!1),this.button.focus())}),this.node.append(this.button,this.nav),this.open(!1),this.update(e)}update(e){this.marks=[];let t=document.createElement("ul");for(let n of e.entries){let e=document.createElement("li"),s=document.createElement("button");if(s.type="button",s.className=`shequ-contents-${n.level}`,s.addEventListener("click",()=>this.visit(n.node)),n.progress){let e=document.createElement("span"),t=document.createElement("span");e.setAttribute("aria-hidden","true"),e.className="shequ-contents-sign",t.className="shequ-hidden",s.append(e,n.text,t),this.marks.push({entry:n,sign:e,word:t,link:s})}else s.append(n.text);e.append(s),t.append(e)}this.nextButton.type="button",this.nextButton.className="shequ-contents-next",this.nextButton.onclick=()=>this.visitNext(),this.done.className="shequ-contents-done",this.nav.replaceChildren(this.done,this.nextButton,t,p(e)),this.refresh()}refresh(){let e=0;for(let{entry:t,sign:n,word:s,link:i}of this.marks){let r=t.progress();e+=+("whole"===r),n.textContent=d[r],s.textContent=`（${h(r)}）`,i.dataset.progress=r}let t={done:e,all:this.marks.length},n=t.all>0;this.done.textContent=n?h("contentsDone",t):"",this.button.textContent=n?h("contentsOpen",t):h("contents");let s=n&&e<t.all;this.nextButton.textContent=s?h("contentsNext"):h("allAnswered"),this.nextButton.hidden=!n,this.nextButton.disabled=!s}visitNext(){let e=this.marks.map(({entry:e})=>e).filter(e=>"whole"!==e.progress()),t=e.find(e=>e.node.getBoundingClientRect().top>120)??e[0];t&&this.visit(t.node)}visit(e){this.open(!1),this.go(e)}open(e){this.isOpen=e,this.node.classList.toggle("shequ-open",e),this.button.setAttribute("aria-expanded",String(e))}}let c=0;function p(e){let t=document.createElement("p");t.className="shequ-ways";let n=(e,n)=>{let s=document.createElement("a");s.textContent=e,s.href=n,t.append(s)};return e.previous&&n(h("previousChapter",{title:e.previous.title}),e.previous.href),n(h("allChapters"),e.start),e.reference&&n(e.reference.title,e.reference.href),e.next&&n(h("nextChapter",{title:e.next.title}),e.next.href),t}let f=new Set(["text","slip","say","main","short","last","line","tick"]);function m(e){if("object"!=typeof e||null===e)return null;let{title:t,picture:n,alt:s,size:i,way:r=[],lines:a,question:o="",moves:l=[],wide:h=!1}=e,{room:d=[0,0]}=e;if(!([t,s,o].every(y)&&"string"==typeof n&&n.length<=6e4&&g(i)&&g(d)&&b(r,y)&&b(a,$)&&b(l,$)))return null;try{let e=`data:image/svg+xml,${encodeURIComponent(n)}`;return{title:t,picture:e,alt:s,size:i,way:r,lines:a,question:o,moves:l,wide:!0===h,room:d}}catch{return null}}function y(e){return"string"==typeof e&&e.length<=2e3}function $(e){return Array.isArray(e)&&2===e.length&&e.every(y)}function g(e){return Array.isArray(e)&&2===e.length&&e.every(e=>Number.isInteger(e)&&e>=0&&e<=1e4)}function b(e,t){return Array.isArray(e)&&e.length<=60&&e.every(t)}function v(e,t){let n=A("div","shequ-first");n.setAttribute("role","group"),n.setAttribute("aria-label",e.title);let s=A("div","shequ-first-all",n),[i,r]=e.room;s.style.setProperty("--shequ-first-wide",`${i}px`),s.style.setProperty("--shequ-first-narrow",`${r}px`);let a=A("div","shequ-first-title",s,e.title);a.setAttribute("role","heading"),a.setAttribute("aria-level","3"),w("shequ-first-way",e.way.map(e=>["",e]),s);let o=A("div",`shequ-first-main${e.wide?" shequ-first-above":""}`,s),l=A("img","shequ-first-picture",o);[l.width,l.height]=e.size,l.alt=e.alt,l.src=e.picture;let h=A("div","shequ-first-panel",o);for(let[t,n]of e.lines)A("div",`shequ-first-told${_(t)}`,h,n);return e.question&&A("div","shequ-first-question",h,e.question),w("shequ-first-moves",e.moves,h),s.append(t),n}function w(e,t,n){if(!t.length)return;let s=A("div",e,n);for(let[e,n]of(s.setAttribute("role","list"),s.dataset.count=String(t.length),t))A("div",_(e).trim(),s,n).setAttribute("role","listitem")}function _(e){return f.has(e)?` shequ-first-${e}`:""}function A(e,t,n,s=""){let i=document.createElement(e);return i.className=t,i.textContent=s,n?.append(i),i}var k=n(766),q=n(4096);let x=n(1188),O=new Map(x.keys().map(e=>[e.slice(2,-3),x(e).form]));var N=n(7489);function C(e,t,n){var s,i;let r,a,o=(0,N.i)(n.script),l=(0,k._)(e)?(s=e.kind,O.get(s))?.(e,o,n):null;return l?new q.t6(e,t,n,l):(i=o("broken"),(r=document.createElement("div")).className="shequ-form",(a=document.createElement("p")).className="shequ-problem",a.textContent=i,r.append(a),{node:r,show:()=>void 0,say:()=>void 0,progress:"none",dispose:()=>void 0})}function T(e,t){let n=function(e){try{return decodeURIComponent(e.replace(/^#/,""))}catch{return""}}(t);return n?[...e.querySelectorAll("h1, h2, h3, h4, h5, h6")].find(e=>(e.textContent??"").replace(/¶$/,"").trim().replace(/ /g,"-")===n)??null:null}location.hash;var M=n(4182)})();var i=s.dV,r=s.AC,a=s.jK,o=s.PY,l=s.AU,h=s.Wm,d=s._m,u=s._5,c=s.v$,p=s.j7,f=s.ay,m=s.LF,y=s.$$,$=s.vv,g=s.U1,b=s.q,v=s.Lr,w=s.LN,_=s.M9,A=s.Ul,k=s.rp;export{i as AnswerError,r as ContentsView,a as TEXT_STUB,o as drawFirst,l as fold,h as headingOf,d as isCode,u as isSpec,c as makeForm,p as normalise,f as openChannel,m as read,y as readCell,$ as readFirst,g as readLiteral,b as sameName,v as speak,w as ways,_ as write,A as writeCell,k as yearModel};