package org.wardpost.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.wardpost.store.StoreFault;

/** The plaintext form of sealed records. */
class RecordProperties {
    @Property(tries = 200)
    void readingUndoesWriting(@ForAll List<String> texts, @ForAll byte[] bytes, @ForAll long number) {
        var writer = new RecordWriter();
        texts.forEach(text -> writer.text(1, text.replaceAll("[\\ud800-\\udfff]", "")));
        var reader = new RecordReader(writer.bytes(2, bytes).number(255, number).done());
        assertThat(reader.texts(1)).hasSameSizeAs(texts);
        assertThat(reader.bytes(2)).contains(bytes);
        assertThat(reader.number(255)).hasValue(number);
        assertThat(reader.bytes(9)).isEmpty();
    }

    @Property(tries = 500)
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 64) byte[] bytes) {
        try {
            new RecordReader(bytes).all(1);
        } catch (StoreFault refused) {
            assertThat(refused.getMessage()).contains("record");
        }
    }

    @Property(tries = 200)
    void aRecordThatIsCutInAFieldIsRefused(
            @ForAll @Size(min = 1, max = 40) byte[] bytes, @ForAll @IntRange(min = 1) int cut) {
        var whole = new RecordWriter().bytes(1, bytes).done();
        int length = 2 + cut % (whole.length - 2);
        try {
            new RecordReader(java.util.Arrays.copyOf(whole, length));
            throw new AssertionError("read " + length + " of " + whole.length);
        } catch (StoreFault refused) {
            assertThat(refused.id()).isNotEmpty();
        }
    }
}
