/** Working keys that the shares of the recovery authority open. Start at {@link org.wardpost.store.recovery.RecoveryRepository};
 * {@link org.wardpost.store.recovery.RecoveryWraps} is for whoever has shares and no root key. Recovery slots of accounts are
 * slots like any other (store.account). */
@NullMarked
package org.wardpost.store.recovery;

import org.jspecify.annotations.NullMarked;
