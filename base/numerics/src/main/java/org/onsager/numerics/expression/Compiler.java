package org.onsager.numerics.expression;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.onsager.numerics.expression.Dag.Node;

/// Compiles formulas to a hidden class with the JDK's Class-File API; the class is collected with its last
/// instance.
///
/// HotSpot leaves methods of more than 8,000 bytes uncompiled, so large formulas are cut: outputs are grouped
/// into methods of bounded size, and a subtree too large for that becomes a method of its own.
final class Compiler {
    static final ClassDesc SELF = ClassDesc.of("org.onsager.numerics.expression.Compiled");

    /// Tree nodes of a subtree that still stays in its method, and of the outputs that share one.
    private static final int PART = 300;

    private static final int GROUP = 900;

    private final Shape shape;
    private final Dag dag;
    private final BitSet parts = new BitSet();
    private final int[] weights;
    private final Map<Node, String> names = new HashMap<>();
    private final Deque<Node> pending = new ArrayDeque<>();

    private Compiler(Shape shape, Symbols symbols, List<Expression> expressions) {
        this.shape = shape;
        this.dag = new Dag(symbols, expressions, shape == Shape.UNARY);
        this.weights = new int[dag.size()];
        for (Node each : dag.roots()) weigh(each);
    }

    /// @param symbols  one scalar variable, and parameters that stand for their defaults
    static DoubleUnaryOperator unary(Symbols symbols, Expression expression) {
        if (symbols.dimension() != 1)
            throw new IllegalArgumentException("variables must be one, not " + symbols.dimension());
        return (DoubleUnaryOperator) compile(Shape.UNARY, symbols, List.of(expression));
    }

    static ScalarFunction scalar(Symbols symbols, Expression expression) {
        return (ScalarFunction) compile(Shape.SCALAR, symbols, List.of(expression));
    }

    static VectorFunction vector(Symbols symbols, List<Expression> expressions) {
        return (VectorFunction) compile(Shape.VECTOR, symbols, expressions);
    }

    static BatchFunction batch(Symbols symbols, List<Expression> expressions) {
        return (BatchFunction) compile(Shape.BATCH, symbols, expressions);
    }

    static EnsembleFunction ensemble(Symbols symbols, List<Expression> expressions) {
        return (EnsembleFunction) compile(Shape.ENSEMBLE, symbols, expressions);
    }

    private static Object compile(Shape shape, Symbols symbols, List<Expression> expressions) {
        Compiler compiler = new Compiler(shape, symbols, expressions);
        byte[] bytes;
        try {
            bytes = ClassFile.of().build(SELF, compiler::build);
        } catch (IllegalArgumentException tooLarge) {
            // the class file format bounds the constants of a class to 65,535
            throw new ExpressionException("formula is too large to compile; split it up: " + tooLarge.getMessage());
        }
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("compiled formula does not load", impossible);
        }
    }

    private void build(ClassBuilder builder) {
        builder.withFlags(AccessFlag.FINAL, AccessFlag.SYNTHETIC)
                .withInterfaceSymbols(shape.type().describeConstable().orElseThrow())
                .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        0,
                        code -> code.aload(0)
                                .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                .return_());
        List<List<Integer>> groups = groups();
        builder.withMethodBody(
                shape.method(), shape.type(shape.returnsValue()), ClassFile.ACC_PUBLIC, code -> entry(code, groups));
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;
        for (int g = 0; g < groups.size(); g++) {
            List<Integer> outputs = groups.get(g);
            builder.withMethodBody(
                    "group" + g,
                    shape.type(shape.returnsValue()),
                    flags,
                    code -> new Emitter(this, shape, code).group(dag.roots(), outputs));
        }
        while (!pending.isEmpty()) {
            Node part = pending.remove();
            builder.withMethodBody(
                    nameOf(part), shape.partType(), flags, code -> new Emitter(this, shape, code).part(part));
        }
    }

    /// Calls the groups in order with the arguments as they came.
    private void entry(CodeBuilder code, List<List<Integer>> groups) {
        MethodTypeDesc type = shape.type(shape.returnsValue());
        for (int g = 0; g < groups.size(); g++) {
            for (int k = 0; k < shape.arguments().size(); k++)
                code.loadLocal(TypeKind.from(shape.arguments().get(k)), code.parameterSlot(k));
            code.invokestatic(SELF, "group" + g, type);
        }
        if (shape.returnsValue()) code.dreturn();
        else code.return_();
    }

    private List<List<Integer>> groups() {
        List<List<Integer>> groups = new ArrayList<>();
        int total = GROUP;
        for (int j = 0; j < dag.roots().size(); j++) {
            int weight = weights[dag.roots().get(j).id()];
            if (total + weight > GROUP) {
                groups.add(new ArrayList<>());
                total = 0;
            }
            groups.getLast().add(j);
            total += weight;
        }
        return groups;
    }

    /// Size of the tree below a node, parts counting as one call.
    private int weigh(Node node) {
        if (weights[node.id()] > 0) return isPart(node) ? 4 : weights[node.id()];
        int weight = node.action() instanceof Dag.Action.Apply(Operator op) && op == Operator.POWER ? 5 : 1;
        for (Node each : node.arguments()) weight += weigh(each);
        weights[node.id()] = weight;
        if (weight <= PART) return weight;
        parts.set(node.id());
        return 4;
    }

    boolean isPart(Node node) {
        return parts.get(node.id());
    }

    /// The method of a part, which is queued when it is first called for.
    String nameOf(Node part) {
        return names.computeIfAbsent(part, each -> {
            pending.add(each);
            return "part" + each.id();
        });
    }
}
