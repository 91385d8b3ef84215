// The floor of app start: an Electron window with one paragraph and nothing behind it.
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(() => {
  void new BrowserWindow({ width: 1280, height: 800 }).loadURL('data:text/html,<p>empty</p>');
});
app.on('window-all-closed', () => app.quit());
