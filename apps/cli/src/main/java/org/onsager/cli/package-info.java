/// The command line: one class a command, and [Onsager] that starts them.
@org.jspecify.annotations.NullMarked
package org.onsager.cli;
