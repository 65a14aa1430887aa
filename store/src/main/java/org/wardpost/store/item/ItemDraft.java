package org.wardpost.store.item;

/**
 * An item to be stored.
 *
 * @param name resource name, unique in the collection
 * @param summary small things that listings need, opaque here
 * @param body up to {@link ItemRepository#LONGEST_BODY} bytes
 */
public record ItemDraft(String name, byte[] summary, byte[] body) {
    @Override
    public String toString() {
        return "ItemDraft[...]";
    }
}
