package org.onsager.lab.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A little-endian buffer that grows.
final class Sink {
    private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    /// The buffer with room for `bytes` more.
    ByteBuffer room(long bytes) {
        long needed = buffer.position() + bytes;
        if (needed > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("a stored result must be less than 2 GB, not " + needed + " bytes");
        }
        if (needed > buffer.capacity()) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, 2L * buffer.capacity()));
            var larger = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
