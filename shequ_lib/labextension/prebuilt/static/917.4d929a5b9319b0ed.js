"use strict";(self.rspackChunkshequ_course=self.rspackChunkshequ_course||[]).push([[917],{891(e,o,t){var r=t(601),i=t.n(r),s=t(314),n=(t.n(s))()(i());n.push([e.id,`/* Course notebooks only: everything is under .shequ-course. */

/* ---- the line above the notebook ---- */
.shequ-note {
  min-height: 36px;
  padding: 6px 16px;
  line-height: 24px;
  font-size: 15px;
  color: var(--jp-ui-font-color1);
  background: var(--jp-layout-color2);
  border-bottom: 1px solid var(--jp-border-color2);
}

/* ---- toolbar ---- */
.shequ-switch {
  display: flex;
  align-items: center;
}

.shequ-switch button {
  padding: 0 10px;
  height: 24px;
  font: inherit;
  color: var(--jp-ui-font-color1);
  white-space: nowrap;
  background: var(--jp-layout-color1);
  border: 1px solid var(--jp-border-color1);
  border-radius: 4px;
  cursor: pointer;
}

.shequ-switch button:hover {
  background: var(--jp-layout-color2);
}

.shequ-switch button[aria-pressed='true'] {
  background: var(--jp-layout-color3);
}

.shequ-course.shequ-hide-code
  .jp-NotebookPanel-toolbar
  > .jp-Toolbar-item:not(
    [data-jp-item-name='save'],
    [data-jp-item-name='restart'],
    [data-jp-item-name='spacer'],
    [data-jp-item-name='shequ-code']
  ) {
  display: none;
}

/* ---- text ---- */
.shequ-course .jp-Notebook .jp-Cell {
  box-sizing: border-box;
  max-width: 54rem;
  margin-inline: auto;
}

.shequ-course .jp-RenderedHTMLCommon,
.shequ-course .jupyter-widgets {
  font-size: 16px;
  line-height: 1.8;
}

.shequ-course .jp-RenderedHTMLCommon {
  padding-right: 0;
  overflow-wrap: break-word;
}

.shequ-course .jp-RenderedHTMLCommon :is(h1, h2, h3, h4, h5, h6) {
  line-height: 1.4;
}

.shequ-course .jp-RenderedHTMLCommon table {
  display: block;
  max-width: 100%;
  margin-inline: 0;
  overflow-x: auto;
  font-size: 15px;
}

.shequ-course .jp-RenderedHTMLCommon :is(td, th) {
  max-width: none;
  text-align: left;
  white-space: normal;
}

/* ---- forms: words wrap, whatever the length ---- */
.shequ-course .jupyter-widgets {
  --jp-widgets-font-size: 16px;
  --jp-widgets-inline-height: 34px;
  --jp-widgets-radio-item-height-adjustment: 0px;
  max-width: 100%;
  margin-inline: 0;
}

.shequ-course .widget-radio,
.shequ-course .widget-radio-box {
  width: auto;
  max-width: 100%;
}

.shequ-course .widget-radio-box {
  margin-bottom: 0;
}

.shequ-course .widget-radio-box label,
.shequ-course .widget-checkbox label,
.shequ-course .widget-label,
.shequ-course .widget-label-basic {
  height: auto;
  line-height: 1.7;
  white-space: normal;
  overflow: visible;
  text-overflow: clip;
}

.shequ-course .widget-radio-box label {
  display: flex;
  padding: 5px 0;
  font-size: 16px;
}

.shequ-course .widget-radio-box label input,
.shequ-course .widget-checkbox input[type='checkbox'] {
  flex: none;
  order: -1;
  align-self: flex-start;
  width: 17px;
  height: 17px;
  margin: 5px 8px 0 2px;
}

.shequ-course .widget-checkbox {
  width: auto;
  height: auto;
}

.shequ-course .jupyter-button {
  width: auto;
  min-width: 96px;
  height: auto;
  min-height: 36px;
  padding: 4px 16px;
  line-height: 1.6;
  white-space: normal;
}

.shequ-course .jupyter-widgets :is(input, select, textarea) {
  max-width: 100%;
}

.shequ-course .widget-html-content {
  line-height: 1.7;
}

.shequ-course .widget-html,
.shequ-course .widget-html .widget-html-content {
  height: auto;
}

/* a row of fields breaks into lines where the page is narrow */
.shequ-course .widget-hbox {
  flex-wrap: wrap;
}

.shequ-course :is(input, select, textarea, button, a, [tabindex]:not(.jp-Cell)):focus-visible {
  outline: 2px solid var(--jp-brand-color1);
  outline-offset: 2px;
}

/* ---- an exercise is one card ---- */
.shequ-course .jp-Notebook .jp-Cell.shequ-exercise {
  margin-block: 0;
  padding: 4px 20px;
  background: var(--jp-layout-color1);
  border: 0 solid var(--jp-border-color2);
  border-inline-width: 1px;
}

.shequ-course .jp-Notebook .jp-Cell.shequ-exercise.shequ-first {
  margin-top: 20px;
  padding-top: 12px;
  border-top: 3px solid var(--jp-brand-color1);
  border-radius: 4px 4px 0 0;
}

.shequ-course .jp-Notebook .jp-Cell.shequ-exercise.shequ-last {
  margin-bottom: 28px;
  padding-bottom: 14px;
  border-bottom-width: 1px;
  border-radius: 0 0 4px 4px;
}

.shequ-course .shequ-role-question :is(h3, h4, h5):first-child {
  margin-top: 0;
}

/* old results wait, unseen, until their cell has run again */
.shequ-course .shequ-stale .jp-OutputArea {
  visibility: hidden;
}

/* ---- code hidden ---- */
.shequ-hide-code .jp-Cell .jp-Collapser,
.shequ-hide-code .jp-Cell :is(.jp-InputPrompt, .jp-OutputPrompt, .jp-OutputArea-promptOverlay),
.shequ-hide-code .jp-Cell .jp-cell-toolbar,
.shequ-hide-code .jp-Cell .jp-collapseHeadingButton,
.shequ-hide-code .jp-Notebook-footer {
  display: none;
}

/* what did not run by itself is to be seen before anybody runs it */
.shequ-hide-code
  .jp-CodeCell:is(
    .shequ-role-setup,
    .shequ-role-form,
    .shequ-role-check,
    .shequ-role-play,
    .shequ-role-board
  ):not(.shequ-strange)
  > .jp-Cell-inputWrapper {
  display: none;
}

.shequ-hide-code .jp-Cell.shequ-role-answer:not(.shequ-kind-table, .shequ-strange) {
  display: none;
}

.shequ-course .jp-CodeCell.shequ-strange > .jp-Cell-inputWrapper {
  border-left: 4px solid var(--jp-warn-color1);
}

/* the form shows the options again, and whether there is an answer: once is enough */
.shequ-hide-code
  .shequ-role-question:is(.shequ-kind-choice, .shequ-kind-choices, .shequ-kind-order, .shequ-kind-match)
  .jp-MarkdownOutput
  > ul:last-child,
.shequ-hide-code .shequ-role-check .shequ-unanswered {
  display: none;
}

/* nothing but its result is left of such a cell, so without a result nothing at all */
.shequ-hide-code
  .jp-Notebook
  .jp-Cell:is(.shequ-role-setup, .shequ-role-form, .shequ-role-check, .shequ-role-play, .shequ-role-board) {
  padding-block: 0;
}

.shequ-hide-code .jp-Notebook .jp-Cell.shequ-exercise.shequ-last {
  padding-bottom: 14px;
}

.shequ-hide-code .jp-Cell .jp-Cell-outputWrapper {
  margin-top: 0;
}

/* which cell is the active one means nothing to a reader; themes say it with rules too specific to outdo */
.shequ-hide-code .jp-Notebook .jp-Cell:is(.jp-mod-active, .jp-mod-selected) {
  box-shadow: none !important;
  outline: none;
}

.shequ-hide-code .jp-Notebook .jp-Cell:not(.shequ-role-setup):focus-visible {
  outline: 1px dotted var(--jp-brand-color1);
}

.shequ-hide-code .jp-MarkdownOutput.jp-RenderedHTMLCommon {
  padding-left: 0;
}

.shequ-hide-code .jp-Notebook .jp-Cell .jp-Cell-inputArea,
.shequ-hide-code .jp-Notebook .jp-Cell .jp-Cell-outputArea {
  padding: 0;
}

.shequ-hide-code .jp-Cell .jp-OutputArea-child {
  grid-template-columns: none;
}

.shequ-hide-code .jp-Cell .jp-OutputArea-output {
  padding: 0;
  margin-inline: 0;
  overflow: visible;
}

.shequ-hide-code .jp-Notebook {
  --jp-cell-prompt-width: 0px;
  --jp-cell-collapser-width: 0px;
}

@media (max-width: 600px) {
  .shequ-course .jp-Notebook {
    --jp-notebook-padding: 4px;
  }

  .shequ-course .jp-Notebook .jp-Cell.shequ-exercise {
    padding-inline: 12px;
  }

  .shequ-course .widget-inline-hbox {
    flex-wrap: wrap;
    width: 100%;
    height: auto;
  }

  .shequ-course .widget-inline-hbox > .widget-label {
    width: 100%;
    text-align: left;
  }
}

.shequ-course .widget-vbox > .jupyter-button {
  align-self: flex-start;
}

.shequ-course :is(.shequ-role-play, .shequ-role-board) .jp-OutputArea-child {
  margin-block: 10px;
}
`,""]),t.d(o,{},{A:n})},314(e){e.exports=function(e){var o=[];return o.toString=function(){return this.map(function(o){var t="",r=void 0!==o[5];return o[4]&&(t+="@supports (".concat(o[4],") {")),o[2]&&(t+="@media ".concat(o[2]," {")),r&&(t+="@layer".concat(o[5].length>0?" ".concat(o[5]):""," {")),t+=e(o),r&&(t+="}"),o[2]&&(t+="}"),o[4]&&(t+="}"),t}).join("")},o.i=function(e,t,r,i,s){"string"==typeof e&&(e=[[null,e,void 0]]);var n={};if(r)for(var a=0;a<this.length;a++){var u=this[a][0];null!=u&&(n[u]=!0)}for(var l=0;l<e.length;l++){var p=[].concat(e[l]);r&&n[p[0]]||(void 0!==s&&(void 0===p[5]||(p[1]="@layer".concat(p[5].length>0?" ".concat(p[5]):""," {").concat(p[1],"}")),p[5]=s),t&&(p[2]&&(p[1]="@media ".concat(p[2]," {").concat(p[1],"}")),p[2]=t),i&&(p[4]?(p[1]="@supports (".concat(p[4],") {").concat(p[1],"}"),p[4]=i):p[4]="".concat(i)),o.push(p))}},o}},601(e){e.exports=function(e){return e[1]}},72(e){var o=[];function t(e){for(var t=-1,r=0;r<o.length;r++)if(o[r].identifier===e){t=r;break}return t}function r(e,r){for(var i={},s=[],n=0;n<e.length;n++){var a=e[n],u=r.base?a[0]+r.base:a[0],l=i[u]||0,p="".concat(u," ").concat(l);i[u]=l+1;var h=t(p),d={css:a[1],media:a[2],sourceMap:a[3],supports:a[4],layer:a[5]};if(-1!==h)o[h].references++,o[h].updater(d);else{var c=function(e,o){var t=o.domAPI(o);return t.update(e),function(o){o?(o.css!==e.css||o.media!==e.media||o.sourceMap!==e.sourceMap||o.supports!==e.supports||o.layer!==e.layer)&&t.update(e=o):t.remove()}}(d,r);r.byIndex=n,o.splice(n,0,{identifier:p,updater:c,references:1})}s.push(p)}return s}e.exports=function(e,i){var s=r(e=e||[],i=i||{});return function(e){e=e||[];for(var n=0;n<s.length;n++){var a=t(s[n]);o[a].references--}for(var u=r(e,i),l=0;l<s.length;l++){var p=t(s[l]);0===o[p].references&&(o[p].updater(),o.splice(p,1))}s=u}}},659(e){var o={};e.exports=function(e,t){var r=function(e){if(void 0===o[e]){var t=document.querySelector(e);if(window.HTMLIFrameElement&&t instanceof window.HTMLIFrameElement)try{t=t.contentDocument.head}catch(e){t=null}o[e]=t}return o[e]}(e);if(!r)throw Error("Couldn't find a style target. This probably means that the value for the 'insert' parameter is invalid.");r.appendChild(t)}},540(e){e.exports=function(e){var o=document.createElement("style");return e.setAttributes(o,e.attributes),e.insert(o,e.options),o}},56(e,o,t){e.exports=function(e){var o=t.nc;o&&e.setAttribute("nonce",o)}},825(e){e.exports=function(e){if("u"<typeof document)return{update:function(){},remove:function(){}};var o=e.insertStyleElement(e);return{update:function(t){var r,i,s;r="",t.supports&&(r+="@supports (".concat(t.supports,") {")),t.media&&(r+="@media ".concat(t.media," {")),(i=void 0!==t.layer)&&(r+="@layer".concat(t.layer.length>0?" ".concat(t.layer):""," {")),r+=t.css,i&&(r+="}"),t.media&&(r+="}"),t.supports&&(r+="}"),(s=t.sourceMap)&&"u">typeof btoa&&(r+="\n/*# sourceMappingURL=data:application/json;base64,".concat(btoa(unescape(encodeURIComponent(JSON.stringify(s))))," */")),e.styleTagTransform(r,o,e.options)},remove:function(){var e;null===(e=o).parentNode||e.parentNode.removeChild(e)}}}},113(e){e.exports=function(e,o){if(o.styleSheet)o.styleSheet.cssText=e;else{for(;o.firstChild;)o.removeChild(o.firstChild);o.appendChild(document.createTextNode(e))}}},420(e,o,t){var r=t(72),i=t.n(r),s=t(825),n=t.n(s),a=t(659),u=t.n(a),l=t(56),p=t.n(l),h=t(540),d=t.n(h),c=t(113),b=t.n(c),g=t(891),m={};m.styleTagTransform=b(),m.setAttributes=p(),m.insert=u().bind(null,"head"),m.domAPI=n(),m.insertStyleElement=d(),i()(g.A,m),g.A&&g.A.locals&&g.A.locals}}]);