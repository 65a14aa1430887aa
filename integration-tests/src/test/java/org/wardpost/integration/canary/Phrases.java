package org.wardpost.integration.canary;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Safe for threads: the distinct phrases of one canary run, by the place that each was put in, and every spelling to look for. */
final class Phrases {
    private final Map<String, String> byPlace = new LinkedHashMap<>();
    private final String run = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41), 36);

    /** A fresh phrase for a place, ASCII, one word: it can be a mailbox name, an address part or a keyword. */
    synchronized String word(String place) {
        return byPlace.computeIfAbsent(place, p -> "zq" + run + Integer.toString(byPlace.size() + 36, 36) + "kanarie");
    }

    /** A fresh phrase with letters outside ASCII, so that quoted-printable, UTF-7 and UTF-16 differ from UTF-8. */
    synchronized String foreign(String place) {
        return byPlace.computeIfAbsent(
                place, p -> "Zäq" + run + Integer.toString(byPlace.size() + 36, 36) + "Köttbullar");
    }

    synchronized int count() {
        return byPlace.size();
    }

    synchronized List<String> places() {
        return List.copyOf(byPlace.keySet());
    }

    /** Every spelling of every phrase, with the name to report. */
    synchronized Map<String, byte[]> spellings() {
        var all = new LinkedHashMap<String, byte[]>();
        byPlace.forEach((place, phrase) -> {
            var utf8 = phrase.getBytes(StandardCharsets.UTF_8);
            all.put(place + " as UTF-8", utf8);
            all.put(place + " as Latin-1", phrase.getBytes(StandardCharsets.ISO_8859_1));
            all.put(place + " as UTF-16LE", phrase.getBytes(StandardCharsets.UTF_16LE));
            all.put(place + " as UTF-16BE", phrase.getBytes(StandardCharsets.UTF_16BE));
            all.put(place + " in hex", ascii(HexFormat.of().formatHex(utf8)));
            all.put(
                    place + " in upper hex",
                    ascii(HexFormat.of().withUpperCase().formatHex(utf8)));
            for (int alignment = 0; alignment < 3; alignment++) {
                all.put(place + " in base64 at " + alignment, base64(utf8, alignment));
            }
            all.put(place + " in quoted-printable", ascii(quotedPrintable(utf8)));
            all.put(place + " in modified UTF-7", ascii(modifiedUtf7(phrase)));
        });
        return all;
    }

    /** The characters of base64 that depend on the phrase alone when it begins at this offset modulo 3. */
    private static byte[] base64(byte[] phrase, int alignment) {
        var padded = new byte[phrase.length + alignment];
        System.arraycopy(phrase, 0, padded, alignment, phrase.length);
        var text = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int from = alignment == 0 ? 0 : alignment + 1;
        int to = text.length() - (padded.length % 3 == 0 ? 0 : 1);
        return ascii(text.substring(from, to));
    }

    private static String quotedPrintable(byte[] utf8) {
        var text = new StringBuilder();
        for (byte b : utf8) {
            if (b > 32 && b < 127 && b != '=') text.append((char) b);
            else text.append(String.format("=%02X", b & 0xff));
        }
        return text.toString();
    }

    private static String modifiedUtf7(String phrase) {
        var text = new StringBuilder();
        var pending = new StringBuilder();
        for (char c : (phrase + " ").toCharArray()) {
            if (c > 126) {
                pending.append(c);
                continue;
            }
            if (!pending.isEmpty()) {
                var bytes = pending.toString().getBytes(StandardCharsets.UTF_16BE);
                text.append('&')
                        .append(Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(bytes)
                                .replace('/', ','))
                        .append('-');
                pending.setLength(0);
            }
            text.append(c);
        }
        return text.toString().strip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
