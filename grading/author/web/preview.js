// In the page of a preview: comes anew when the chapter was made again, and says what is wrong with its master.
{
  const script = document.currentScript;
  const made = Number(script instanceof HTMLScriptElement ? script.dataset.made : 0);
  const box = document.createElement('div');
  box.id = 'shequ-faults';
  box.setAttribute('role', 'alert');
  box.hidden = true;
  box.style.cssText =
    'position:fixed;z-index:1000;inset:auto 0 0 0;max-height:40vh;overflow:auto;box-sizing:border-box;' +
    'padding:8px 14px;background:#fff4e5;color:#5a2d00;border-top:4px solid #b35900;font:15px/1.6 sans-serif';
  document.body.append(box);

  /** @param {string[]} faults */
  const tell = faults => {
    box.hidden = faults.length === 0;
    box.replaceChildren(
      ...faults.map(fault => Object.assign(document.createElement('div'), { textContent: fault }))
    );
  };

  const changes = new EventSource(new URL('/changes', location.href));
  changes.addEventListener('message', event => {
    /** @type {{ made: number, faults: string[] }} */
    const state = JSON.parse(event.data);
    if (state.made !== made) {
      changes.close();
      location.reload();
      return;
    }
    tell(state.faults);
  });
  changes.addEventListener('error', () => tell(['预览停了：请在终端里再运行一次 shequ preview。']));
}
