package org.wardpost.integration.canary;

import java.util.OptionalInt;

/**
 * Where a deflate stream may begin: by the magic of zlib, gzip and zip, and without any by the head of its first block (RFC 1951
 * §3.2.3). Cheap, because it is asked at every octet of every file; what it lets through an inflater judges.
 */
final class DeflateHeads {
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    private static final int SYMBOLS = 24; // of a fixed block: hardly any octets that are none get so far
    private static final int SHORTEST = 12; // octets of a stream that are worth to be looked at
    private static final int END_OF_BLOCK = 256;

    /** Behind its header the zip entry, gzip member or zlib stream that begins here, if one does. */
    OptionalInt behindMagic(byte[] buffer, int at, int length) {
        int left = length - at;
        if (left > 2 && (buffer[at] & 0x0f) == 8 && big(buffer, at) % 31 == 0) return OptionalInt.of(at + 2);
        if (left > 10 && buffer[at] == 0x1f && buffer[at + 1] == (byte) 0x8b && buffer[at + 2] == 8)
            return OptionalInt.of(behindGzipHeader(buffer, at, length));
        if (left > 30 && buffer[at] == 'P' && buffer[at + 1] == 'K' && buffer[at + 2] == 3 && buffer[at + 3] == 4)
            return OptionalInt.of(at + 30 + little(buffer, at + 26) + little(buffer, at + 28));
        return OptionalInt.empty();
    }

    /** FEXTRA, FNAME and FCOMMENT are passed over (RFC 1952 §2.3.1). */
    private static int behindGzipHeader(byte[] buffer, int at, int length) {
        int flags = buffer[at + 3];
        int next = at + 10;
        if ((flags & 4) != 0 && next + 2 < length) next += 2 + little(buffer, next);
        for (int bit = 8; bit <= 16; bit <<= 1) {
            if ((flags & bit) == 0) continue;
            while (next < length && buffer[next] != 0) next++;
            next++;
        }
        return next + ((flags & 2) != 0 ? 2 : 0);
    }

    /** Whether a block without magic may begin at this octet. */
    boolean block(byte[] buffer, int at, int length) {
        return switch (buffer[at] >> 1 & 3) {
            case STORED -> stored(buffer, at, length);
            case FIXED -> fixed(buffer, at, length);
            case DYNAMIC -> at + 16 < length && dynamic(buffer, at);
            default -> false;
        };
    }

    /** Its length stands there twice, once inverted (RFC 1951 §3.2.4). */
    private static boolean stored(byte[] buffer, int at, int length) {
        return at + 5 < length
                && little(buffer, at + 1) > 0
                && (little(buffer, at + 1) ^ little(buffer, at + 3)) == 0xffff;
    }

    /** Counts in range, and lengths of the code length code that fill its tree exactly (RFC 1951 §3.2.7). */
    private static boolean dynamic(byte[] buffer, int at) {
        long bits = 0;
        for (int i = 7; i >= 0; i--) bits = bits << 8 | buffer[at + i] & 0xff;
        long more = bits >>> 17 | (long) (buffer[at + 8] & 0xff) << 47; // the first length is at bit 17
        if ((bits >>> 3 & 31) > 29 || (bits >>> 8 & 31) > 29) return false;
        int codes = (int) (bits >>> 13 & 15) + 4;
        int filled = 0;
        for (int i = 0; i < codes && i < 18; i++) {
            int size = (int) (more >>> 3 * i & 7);
            if (size > 0) filled += 128 >>> size;
        }
        return filled == 128 || codes == 19 && filled > 64 && filled < 128;
    }

    /** Reads the first symbols: every distance must lie within what came before (RFC 1951 §3.2.6). */
    private static boolean fixed(byte[] buffer, int at, int length) {
        boolean last = (buffer[at] & 1) == 1;
        long bit = at * 8L + 3;
        long end = length * 8L;
        int octets = 0;
        for (int i = 0; i < SYMBOLS; i++) {
            if (bit + 32 > end) return octets >= SHORTEST;
            int code = code(buffer, bit, 7);
            int symbol;
            if (code < 0b0011000) {
                symbol = END_OF_BLOCK + code;
                bit += 7;
            } else {
                code = code << 1 | bit(buffer, bit + 7);
                bit += 8;
                if (code < 0b11000000) symbol = code - 0b00110000;
                else if (code < 0b11001000) symbol = 280 + code - 0b11000000;
                else {
                    symbol = 0; // the last 112 literals have a bit more; which one it is does not matter
                    bit++;
                }
            }
            if (symbol == END_OF_BLOCK) return !last || octets >= SHORTEST;
            if (symbol < END_OF_BLOCK) {
                octets++;
                continue;
            }
            if (symbol > 285) return false;
            int extra = symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4;
            bit += extra;
            int distance = code(buffer, bit, 5);
            if (distance > 29 || nearest(distance) > octets) return false;
            bit += 5 + (distance < 4 ? 0 : distance / 2 - 1);
            octets += symbol < 265 ? symbol - 254 : 258; // at most so many: nothing real is refused
        }
        return true;
    }

    private static int nearest(int distance) {
        return distance < 4 ? distance + 1 : 1 + (2 + (distance & 1) << distance / 2 - 1);
    }

    /** Huffman codes are packed from their most significant bit (RFC 1951 §3.1.1). */
    private static int code(byte[] buffer, long bit, int bits) {
        int code = 0;
        for (int i = 0; i < bits; i++) code = code << 1 | bit(buffer, bit + i);
        return code;
    }

    private static int bit(byte[] buffer, long bit) {
        return buffer[(int) (bit >>> 3)] >> (int) (bit & 7) & 1;
    }

    private static int little(byte[] buffer, int at) {
        return buffer[at] & 0xff | (buffer[at + 1] & 0xff) << 8;
    }

    private static int big(byte[] buffer, int at) {
        return (buffer[at] & 0xff) << 8 | buffer[at + 1] & 0xff;
    }
}
