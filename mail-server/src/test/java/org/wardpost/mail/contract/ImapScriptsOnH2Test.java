package org.wardpost.mail.contract;

import org.junit.jupiter.api.BeforeAll;
import org.wardpost.mail.imap.ScriptHost;
import org.wardpost.store.TestStore;

class ImapScriptsOnH2Test extends ImapScriptsSuite {
    @BeforeAll
    static void start() {
        server = new ScriptHost(TestStore.onH2());
    }
}
