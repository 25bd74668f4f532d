/**
 * SORT and SORT_RO: elements of a list, set or sorted set in an order, over what keys named by
 * patterns hold.
 *
 * <p>{@link io.dredis.server.command.sort.SortCommands} binds them. What is sorted may be larger
 * than memory: beyond some megabytes it goes through a temporary file. A large reply is sorted and
 * written from a snapshot, without the execution lock.
 */
package io.dredis.server.command.sort;
