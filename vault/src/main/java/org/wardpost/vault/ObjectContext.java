package org.wardpost.vault;

import java.util.UUID;

/**
 * What a sealed object is, bound into its seal (docs/formats.md, "Contexts"). Not whose it is nor where it lies: from the queue
 * into three mailboxes, or by a move or a new epoch, it is only re-wrapped.
 * @param tenant the installation
 * @param type kind of the object
 * @param part which part of it
 * @param object its random id
 */
public record ObjectContext(UUID tenant, ObjectType type, Part part, UUID object) {
    static final int LENGTH = 1 + 16 + 1 + 1 + 16;

    /** The same object's other part. */
    public ObjectContext part(Part other) {
        return new ObjectContext(tenant, type, other, object);
    }

    byte[] encoded() {
        return Bytes.of(LENGTH)
                .octet(0x01)
                .id(tenant)
                .octet(type.code())
                .octet(part.code())
                .id(object)
                .done();
    }
}
