package org.wardpost.vault;

/** Sealed bytes that can be read from any place: a column, a file, an object of a bucket. */
public interface SealedSource {
    /** How many sealed bytes there are. */
    long length();

    /**
     * Fills {@code b} from {@code off} with exactly {@code len} sealed bytes that begin at {@code offset}.
     * @throws TamperedException if they are not all there
     */
    void read(long offset, byte[] b, int off, int len);

    /** Sealed bytes in memory. */
    static SealedSource of(byte[] sealed) {
        return new SealedSource() {
            @Override
            public long length() {
                return sealed.length;
            }

            @Override
            public void read(long offset, byte[] b, int off, int len) {
                if (offset < 0 || len < 0 || offset > sealed.length - len) {
                    throw new TamperedException("Sealed bytes end too early");
                }
                System.arraycopy(sealed, (int) offset, b, off, len);
            }
        };
    }
}
