/** The one way in for mail that our own parts send: {@link org.wardpost.mail.submission.Submission}. */
@NullMarked
package org.wardpost.mail.submission;

import org.jspecify.annotations.NullMarked;
