package org.wardpost.mail.message;

import java.nio.charset.Charset;

/** How the octets of a text part become text. */
public final class PartText {
    private PartText() {}

    /** The part's charset; UTF-8 where it names none, or one that nobody knows. */
    public static Charset charset(Part part) {
        return Octets.charset(part.charset().orElse("utf-8"));
    }
}
