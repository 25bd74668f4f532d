/** Tests of {@code io.dredis.storage.transaction}. */
package io.dredis.storage.transaction;
