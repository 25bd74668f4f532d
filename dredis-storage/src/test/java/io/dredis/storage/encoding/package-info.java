/** Tests of {@code io.dredis.storage.encoding}. */
package io.dredis.storage.encoding;
