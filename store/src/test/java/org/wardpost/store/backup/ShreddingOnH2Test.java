package org.wardpost.store.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.wardpost.store.AccountId;
import org.wardpost.store.TestStore;
import org.wardpost.store.sql.H2Database;
import org.wardpost.store.sql.Sql;
import org.wardpost.vault.SlotKind;

/** H2 keeps the bytes of deleted rows until it is compacted: after that the sealed seed of a removed account is in the file no more. */
class ShreddingOnH2Test {
    private static final Sql SLOT = new Sql("select sealed from slot where account = ? and kind = ?");

    @Test
    void theSealedSeedOfARemovedAccountLeavesTheFile() throws IOException {
        try (var test = TestStore.onH2()) {
            for (int i = 0; i < 20; i++) {
                test.newMailbox();
            }
            var account = test.newMailbox().id().owner();
            var slot = slot(test, account);
            test.store().compact();
            assertThat(isInFile(test, slot)).isTrue();

            test.store().accounts().remove(account);
            test.store().compact();
            assertThat(isInFile(test, slot)).isFalse();
            test.newMailbox();
        }
    }

    private static String slot(TestStore test, AccountId account) {
        var sealed = test.store()
                .transactions()
                .read(tx -> tx.first(SLOT, b -> b.id(account.value()).small(SlotKind.ROOT.code()), row -> row.bytes())
                        .orElseThrow());
        return new String(sealed, 20, 40, StandardCharsets.ISO_8859_1);
    }

    private static boolean isInFile(TestStore test, String octets) throws IOException {
        var file = H2Database.file(test.settings().dataFolder().resolve("db"));
        return Files.readString(file, StandardCharsets.ISO_8859_1).contains(octets);
    }
}
