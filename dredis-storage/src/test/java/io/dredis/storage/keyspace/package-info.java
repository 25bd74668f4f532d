/** Tests of the keyspace, on every backend where records matter. */
package io.dredis.storage.keyspace;
