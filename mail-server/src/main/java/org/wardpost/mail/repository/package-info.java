/** James's mail repositories (failed mail) as queues that are never due. */
@NullMarked
package org.wardpost.mail.repository;

import org.jspecify.annotations.NullMarked;
