/// Importance sampling: proposal laws, weighted estimators with honest errors, control variates, many
/// expectations of an expensive model from one sample, and the sensitivity indices that are made of them.
@NullMarked
package org.onsager.inference.importance;

import org.jspecify.annotations.NullMarked;
