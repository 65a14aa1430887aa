package org.wardpost.store.quota;

import java.util.OptionalLong;
import org.wardpost.store.AccountId;

/** What an account may use; asked under its lock at each append, so it has to be quick. */
public interface QuotaLimits {
    /** Empty where there is no limit. */
    record Limits(OptionalLong bytes, OptionalLong messages) {
        public static final Limits NONE = new Limits(OptionalLong.empty(), OptionalLong.empty());
    }

    Limits of(AccountId account);
}
