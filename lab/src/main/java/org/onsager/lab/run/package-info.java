/// Runs on disk: folders that survive a kill at any moment, an index that can always be rebuilt from them, and
/// stored results that come back with the same bits. Knows nothing of papers, claims or figures.
@org.jspecify.annotations.NullMarked
package org.onsager.lab.run;
