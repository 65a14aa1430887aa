/**
 * What a message is made of, found once while it comes in. Start at {@link org.wardpost.mail.message.MessageIntake}. Promises: any
 * octets are accepted and can be read back unchanged; a message is never whole in heap; every part is a range of octets of the stored
 * object, so that nothing parses a body again. Not here: where a message lies (mailbox, queue).
 */
@NullMarked
package org.wardpost.mail.message;

import org.jspecify.annotations.NullMarked;
