package io.dredis.storage.backend.lmdb;

import java.util.Arrays;
import java.util.Comparator;
import jnr.ffi.Pointer;
import org.lmdbjava.BufferProxy;

/** Teaches lmdbjava to exchange keys and values with LMDB as {@link NativeBytes}. */
final class NativeBytesProxy extends BufferProxy<NativeBytes> {

  @Override
  protected NativeBytes allocate() {
    return NativeBytes.view();
  }

  @Override
  protected void deallocate(NativeBytes bytes) {
    // A view owns nothing.
  }

  @Override
  protected byte[] getBytes(NativeBytes bytes) {
    return bytes.copy();
  }

  @Override
  protected Comparator<NativeBytes> getSignedComparator() {
    return getUnsignedComparator();
  }

  @Override
  protected Comparator<NativeBytes> getUnsignedComparator() {
    return (a, b) -> Arrays.compareUnsigned(a.copy(), b.copy());
  }

  @Override
  protected Pointer in(NativeBytes bytes, Pointer struct) {
    bytes.toStruct(struct, bytes.size());
    return null;
  }

  @Override
  protected Pointer in(NativeBytes bytes, int size, Pointer struct) {
    bytes.toStruct(struct, size);
    return null;
  }

  @Override
  protected NativeBytes out(NativeBytes bytes, Pointer struct) {
    bytes.fromStruct(struct);
    return bytes;
  }
}
