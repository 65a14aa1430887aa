package org.wardpost.store.quota;

import java.util.OptionalLong;
import org.wardpost.store.AccountId;

/** What one transaction adds to and takes from an account. */
public final class QuotaCharge {
    private final AccountId account;
    private final boolean isNew;
    private final QuotaLimits.Limits limits;
    private final long bytesBefore;
    private final long messagesBefore;
    private long bytes;
    private long messages;

    QuotaCharge(AccountId account, long bytes, long messages, boolean isNew, QuotaLimits.Limits limits) {
        this.account = account;
        this.bytesBefore = bytes;
        this.messagesBefore = messages;
        this.bytes = bytes;
        this.messages = messages;
        this.isNew = isNew;
        this.limits = limits;
    }

    /** Adds messages if there is room. @return whether there was; nothing is added otherwise */
    public boolean add(long moreBytes, long moreMessages) {
        if (over(limits.bytes(), bytes + moreBytes) || over(limits.messages(), messages + moreMessages)) {
            return false;
        }
        bytes += moreBytes;
        messages += moreMessages;
        return true;
    }

    public void remove(long fewerBytes, long fewerMessages) {
        bytes -= fewerBytes;
        messages -= fewerMessages;
    }

    private static boolean over(OptionalLong limit, long wanted) {
        return limit.isPresent() && wanted > limit.getAsLong();
    }

    AccountId account() {
        return account;
    }

    boolean isNew() {
        return isNew;
    }

    boolean changed() {
        return bytes != bytesBefore || messages != messagesBefore;
    }

    long bytes() {
        return bytes;
    }

    long messages() {
        return messages;
    }
}
