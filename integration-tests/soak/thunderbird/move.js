// Runs inside Thunderbird: gets new mail of a folder, moves at most so many messages to another folder, and tells which of them
// Thunderbird believes to be moved, and what it shows in both folders afterwards.
const [fromName, toName, atMost, resolve] = arguments;
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const window_ = MailServices.mailSession.topmostMsgWindow;
const server = MailServices.accounts.accounts.map(a => a.incomingServer).find(s => s.type == "imap");

const timers = []; // a timer that nobody holds is collected, and never fires
const within = (what, start) =>
  new Promise((done, failed) => {
    const timer = Cc["@mozilla.org/timer;1"].createInstance(Ci.nsITimer);
    timers.push(timer);
    timer.initWithCallback(() => failed(what + " takes over 25 s"), 25000, Ci.nsITimer.TYPE_ONE_SHOT);
    const end = status => {
      timer.cancel();
      Components.isSuccessCode(status) ? done() : failed(what + " " + status.toString(16));
    };
    start(end);
  });
// Thunderbird tells nobody of an update that joins one under way, so this one waits 5 s at most: whoever compares asks again.
const updated = folder =>
  new Promise(done => {
    const listener = {
      QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
      OnStartRunningUrl() {},
      OnStopRunningUrl: done,
    };
    const timer = Cc["@mozilla.org/timer;1"].createInstance(Ci.nsITimer);
    timers.push(timer);
    timer.initWithCallback(done, 5000, Ci.nsITimer.TYPE_ONE_SHOT);
    folder.QueryInterface(Ci.nsIMsgImapMailFolder).updateFolderWithListener(window_, listener);
  });
const moved = (from, messages, to) =>
  within("move", end => {
    const listener = {
      QueryInterface: ChromeUtils.generateQI(["nsIMsgCopyServiceListener"]),
      onStartCopy() {},
      onProgress() {},
      setMessageKey() {},
      getMessageId() { return null; },
      onStopCopy: end,
    };
    MailServices.copy.copyMessages(from, messages, to, true, listener, window_, false);
  });
const named = name => server.rootFolder.subFolders.find(f => f.name.toLowerCase() == name.toLowerCase());
const subjects = folder => [...folder.messages].map(m => m.subject);

(async () => {
  server.closeCachedConnections(); // those of before a restart of the server
  if (!named(fromName) || !named(toName)) {
    server.performExpand(window_);
    const begun = Date.now();
    while ((!named(fromName) || !named(toName)) && Date.now() - begun < 20000)
      await new Promise(next => window_.domWindow.setTimeout(next, 200));
  }
  const from = named(fromName), to = named(toName);
  await updated(from);
  const batch = [...from.messages].slice(0, atMost);
  const names = batch.map(m => m.subject);
  if (batch.length) await moved(from, batch, to);
  await updated(to);
  await updated(from);
  return { moved: names, from: subjects(from), to: subjects(to) };
})().then(resolve, e => resolve({ failed: String(e) }));
