package org.wardpost.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** Which sub-commands there are. */
class WardpostTest {
    @Test
    void eachSubCommandHasTheNameOfItsOwnDescription() {
        assertThat(Wardpost.commandLine().getSubcommands())
                .hasSizeGreaterThan(20)
                .allSatisfy((name, line) -> assertThat(line.getCommandSpec()
                                .userObject()
                                .getClass()
                                .getAnnotation(Command.class)
                                .name())
                        .isEqualTo(name));
    }

    @Test
    void theOneThatIsNamedIsReadAlone() {
        assertThat(Wardpost.commandLine("serve", "--json").getSubcommands()).containsOnlyKeys("serve");
    }

    @Test
    void completionKnowsThemAll() {
        assertThat(Wardpost.commandLine("completion").getSubcommands()).containsKeys("serve", "key", "completion");
    }

    @Test
    void aNameThatIsNoneIsComparedWithThemAll() {
        assertThat(Wardpost.commandLine("serv").getSubcommands()).hasSizeGreaterThan(20);
    }
}
