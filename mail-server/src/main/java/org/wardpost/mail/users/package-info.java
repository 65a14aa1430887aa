/** James's users, domains and aliases as thin faces of identity and store. */
@NullMarked
package org.wardpost.mail.users;

import org.jspecify.annotations.NullMarked;
