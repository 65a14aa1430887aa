package org.wardpost.mail.contract;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardpost.mail.imap.ScriptHost;
import org.wardpost.store.TestStore;

/** In one locale: the others say the same in other words, and all run on H2. */
@ExtendWith(OneLocale.class)
class ImapScriptsOfSelectedOnPostgresTest extends ImapScriptsOfSelectedSuite {
    @BeforeAll
    static void start() {
        server = new ScriptHost(TestStore.onPostgres());
    }
}
