package org.wardpost.store.event;

import java.util.OptionalLong;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;

/**
 * "Collection C moved to modseq M", and nothing more: who hears it reads the change log.
 *
 * @param origin the number of the node that wrote, empty for this one
 */
public record CollectionChanged(CollectionId id, Modseq modseq, OptionalLong origin) {}
