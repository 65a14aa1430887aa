package org.wardpost.benchmarks.load;

/** A peer in the table.
 *
 * @param id key of its figures
 * @param name at the head of its column */
record Column(String id, String name) {}
