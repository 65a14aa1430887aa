package org.wardpost.mail.message;

/**
 * What {@link StructureParser} found.
 *
 * @param headerBlock with its blank line; shorter than the root's header where that passes the limit
 * @param size octets of the whole message
 */
record ParsedMessage(byte[] headerBlock, Part root, long size, String preview) {}
