/** Tests of {@code io.dredis.storage.sort}. */
package io.dredis.storage.sort;
