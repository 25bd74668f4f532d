/** Tests of {@code io.dredis.storage.index}. */
package io.dredis.storage.index;
