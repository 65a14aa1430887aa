/** Where root keys come from: a file, a passphrase, a token. Start at {@link org.wardpost.vault.provider.RootKeyProvider}. */
@NullMarked
package org.wardpost.vault.provider;

import org.jspecify.annotations.NullMarked;
