package org.onsager.tensor.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.Functional;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// Scaled dot-product attention of several heads.
///
/// Source: A. Vaswani et al., *Attention is all you need*, 2017.
///
/// @param heads  divides the width
/// @param query  projection `width -> width`
/// @param key  projection
/// @param value  projection
/// @param output  projection
public record MultiHeadAttention(int heads, Linear query, Linear key, Linear value, Linear output) implements Layer {

    /// Projections that start by Glorot and Bengio's rule, with zero biases.
    public static MultiHeadAttention of(long width, int heads, RandomStream stream, DType dtype) {
        if (heads < 1 || width % heads != 0)
            throw new IllegalArgumentException(
                    "heads must divide the width %d, which %d does not".formatted(width, heads));
        return new MultiHeadAttention(
                heads,
                projection(width, stream.split("query"), dtype),
                projection(width, stream.split("key"), dtype),
                projection(width, stream.split("value"), dtype),
                projection(width, stream.split("output"), dtype));
    }

    /// Each place of `[batch, places, width]` attends to all.
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return attend(x, x, null);
    }

    /// Each place of `x` `[batch, m, width]` attends to the places of `context` `[batch, n, width]`.
    ///
    /// @param mask  added to the logits, broadcast to `[batch, heads, m, n]`, or null; see [#causalMask]
    public Tensor attend(Tensor x, Tensor context, @Nullable Tensor mask) {
        var mixed = Functional.attention(
                split(query.forward(x)), split(key.forward(context)), split(value.forward(context)), mask);
        return output.forward(mixed.transpose(1, 2).reshape(x.shape()));
    }

    /// 0 where a place may look (itself and earlier), minus infinity where not: `[places, places]`.
    public static Tensor causalMask(long places, DType dtype) {
        var past = Tensors.ones(dtype, places, places).lowerTriangle();
        return past.maskedFill(past.equalTo(0), Double.NEGATIVE_INFINITY).maskedFill(past.equalTo(1), 0);
    }

    @Override
    public Map<String, Tensor> parameters() {
        var parts = new LinkedHashMap<String, Module>();
        parts.put("q_proj", query);
        parts.put("k_proj", key);
        parts.put("v_proj", value);
        parts.put("out_proj", output);
        return Named.parameters(parts);
    }

    private Tensor split(Tensor x) {
        return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
    }

    private static Linear projection(long width, RandomStream stream, DType dtype) {
        return Linear.of(width, width, Initializer.xavier(), Initializer.constant(0), stream, dtype);
    }
}
