package org.wardpost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** House style that a program can hold: sizes, rooms with a sign on the door, tests that wait on conditions. */
@Tag("house")
class HouseStyleTest {
    private static final int LONGEST_FILE = 500;
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");

    @Test
    void noFileIsLongerThan500Lines() {
        assertThat(allSources().filter(file -> ProjectTree.read(file).lines().count() > LONGEST_FILE))
                .map(ProjectTree::name)
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        var packages = ProjectTree.mainSources().stream().map(Path::getParent).distinct();
        assertThat(packages.filter(folder -> {
                    var sign = folder.resolve("package-info.java");
                    return !Files.exists(sign)
                            || !ProjectTree.read(sign).contains("@NullMarked")
                            || !ProjectTree.read(sign).contains("/**");
                }))
                .map(ProjectTree::name)
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(ProjectTree.mainSources().stream()
                        .filter(file ->
                                UNFINISHED.matcher(ProjectTree.read(file)).find()))
                .map(ProjectTree::name)
                .isEmpty();
    }

    /** A pause that is itself the input, like the moment of a kill, says so on its line. */
    @Test
    void testsWaitOnConditions() {
        var sleeping = Pattern.compile("(?m)\\bThread\\.sleep\\([^;]*;\\s*$");
        assertThat(ProjectTree.testSources().stream()
                        .filter(file -> sleeping.matcher(ProjectTree.read(file)).find()))
                .map(ProjectTree::name)
                .isEmpty();
    }

    @Test
    void everyTestThatIsSwitchedOffSaysWhy() {
        var silent = Pattern.compile("@(Disabled|Ignore)\\s*(\\n|$|(?!\\s*\\())");
        assertThat(ProjectTree.testSources().stream()
                        .filter(file -> silent.matcher(ProjectTree.read(file)).find()))
                .map(ProjectTree::name)
                .isEmpty();
    }

    private static Stream<Path> allSources() {
        return Stream.concat(ProjectTree.mainSources().stream(), ProjectTree.testSources().stream());
    }
}
