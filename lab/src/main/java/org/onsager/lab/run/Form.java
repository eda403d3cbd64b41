package org.onsager.lab.run;

import java.nio.ByteBuffer;

/// How values of one type are laid out as bytes.
interface Form {
    void write(Object value, Sink sink);

    Object read(ByteBuffer source);

    /// The layout as text.
    String shape();
}
