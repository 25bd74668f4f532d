/** Tests of {@code io.dredis.storage.type}. */
package io.dredis.storage.type;
