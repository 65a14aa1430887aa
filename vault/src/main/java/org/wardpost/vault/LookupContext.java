package org.wardpost.vault;

import java.util.UUID;

/**
 * Within what a look-up tag shows equality (docs/formats.md, "Contexts").
 * @param tenant the installation
 * @param scope the account or collection whose look-up key it is
 * @param field what the value is
 */
public record LookupContext(UUID tenant, UUID scope, LookupField field) {
    static final int LENGTH = 1 + 16 + 16 + 1;

    byte[] encoded() {
        return Bytes.of(LENGTH)
                .octet(0x04)
                .id(tenant)
                .id(scope)
                .octet(field.code())
                .done();
    }
}
