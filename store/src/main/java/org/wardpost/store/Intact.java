package org.wardpost.store;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wardpost.store.sql.Row;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;

/** Reads rows of which some may not be what was written: whoever reads hears of each such row, and has the others. */
public final class Intact {
    /** For reading that needs all of the rows: the first bad one is thrown. */
    public static final Consumer<RuntimeException> ALL = bad -> {
        throw bad;
    };

    private Intact() {}

    /** @param bad hears what {@code open} throws about its row; then the answer is empty */
    public static <T> Optional<T> of(Supplier<T> open, Consumer<RuntimeException> bad) {
        try {
            return Optional.of(open.get());
        } catch (TamperedException | UnknownKeyException | RefusedException damaged) {
            bad.accept(damaged);
            return Optional.empty();
        }
    }

    /** The same for a row that is checked while it is read. */
    public static <T> Row.Reader<Optional<T>> reader(Row.Reader<T> reader, Consumer<RuntimeException> bad) {
        return row -> {
            try {
                return Optional.of(reader.read(row));
            } catch (TamperedException | UnknownKeyException | RefusedException damaged) {
                bad.accept(damaged);
                return Optional.empty();
            }
        };
    }
}
