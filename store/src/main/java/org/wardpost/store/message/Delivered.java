package org.wardpost.store.message;

import java.util.List;
import java.util.Map;
import org.wardpost.store.Refusal;

/** What became of a delivery to several places: all of it is durable, or none of it happened. */
public sealed interface Delivered {
    /** In the order of the targets. */
    record All(List<Appended> appended) implements Delivered {}

    /** By the place of the target in the list. Nothing was changed: try again without them. */
    record None(Map<Integer, Refusal> refused) implements Delivered {}
}
