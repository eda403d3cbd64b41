package org.onsager.numerics.expression;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.onsager.numerics.expression.Dag.Action;
import org.onsager.numerics.expression.Dag.Node;
import org.onsager.numerics.expression.Symbols.Slot;

/// Writes the byte code of one method: values that are used twice go to a local variable, which is known until
/// the branch that computed it ends.
final class Emitter {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final MethodTypeDesc ONE = MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double);
    private static final MethodTypeDesc TWO =
            MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double, ConstantDescs.CD_double);

    /// Components of a point up to which all are loaded at once; more would only be spilled from the registers.
    private static final int EAGER = 16;

    private final Compiler compiler;
    private final Shape shape;
    private final CodeBuilder code;
    private final Map<Node, Integer> locals = new HashMap<>();
    private final Deque<Node> known = new ArrayDeque<>();

    /// Locals that hold, by component, its array (BATCH) or the offset of its stretch (ENSEMBLE).
    private final Map<Integer, Integer> columns = new HashMap<>();

    private int point = -1;

    Emitter(Compiler compiler, Shape shape, CodeBuilder code) {
        this.compiler = compiler;
        this.shape = shape;
        this.code = code;
    }

    /// The outputs with these numbers, as statements or as the returned value.
    void group(List<Node> roots, List<Integer> outputs) {
        if (shape.returnsValue()) {
            emit(roots.get(outputs.getFirst()));
            code.dreturn();
            return;
        }
        if (shape.isLoop()) {
            loop(roots, outputs);
        } else {
            for (int j : outputs) {
                code.aload(code.parameterSlot(Shape.OUT)).loadConstant(j);
                emit(roots.get(j));
                code.dastore();
            }
        }
        code.return_();
    }

    /// One value that outgrew its method.
    void part(Node node) {
        if (shape.isLoop()) point = code.parameterSlot(shape.point());
        compute(node);
        code.dreturn();
    }

    private void loop(List<Node> roots, List<Integer> outputs) {
        Set<Node> seen = new LinkedHashSet<>();
        for (int j : outputs) hoist(roots.get(j), seen);
        Map<Integer, Integer> targets = new HashMap<>();
        for (int j : outputs) targets.put(j, column(Shape.OUT, j));
        point = code.allocateLocal(TypeKind.INT);
        code.iload(code.parameterSlot(shape.from())).istore(point);
        Label start = code.newBoundLabel();
        Label end = code.newLabel();
        code.iload(point).iload(code.parameterSlot(shape.from() + 1)).if_icmpge(end);
        if (columns.size() <= EAGER) loadAll(seen);
        for (int j : outputs) {
            address(Shape.OUT, targets.getOrDefault(j, 0));
            emit(roots.get(j));
            code.dastore();
        }
        code.iinc(point, 1).goto_(start).labelBinding(end);
    }

    /// Loads what does not change over the points into locals before the loop, as stores to `out` would otherwise
    /// force it to be loaded anew each time.
    private void hoist(Node node, Set<Node> seen) {
        if (!seen.add(node)) return;
        if (node.action() instanceof Action.Load(Slot slot)) {
            if (slot.kind() == Slot.Kind.STATE) {
                columns.put(slot.index(), column(Shape.STATE, slot.index()));
            } else if (slot.kind() == Slot.Kind.PARAMETER) {
                load(slot);
                int local = code.allocateLocal(TypeKind.DOUBLE);
                code.dstore(local);
                locals.put(node, local);
            }
        }
        if (!compiler.isPart(node)) for (Node each : node.arguments()) hoist(each, seen);
    }

    /// All loads of a point before its first store, which the just-in-time compiler cannot move them across: it
    /// does not know that the arrays differ.
    private void loadAll(Set<Node> nodes) {
        for (Node each : nodes) {
            boolean isState = each.action() instanceof Action.Load(Slot slot) && slot.kind() == Slot.Kind.STATE;
            if (!isState) continue;
            compute(each);
            int local = code.allocateLocal(TypeKind.DOUBLE);
            code.dstore(local);
            locals.put(each, local);
        }
    }

    private int column(int argument, int component) {
        boolean isArray = shape == Shape.BATCH;
        int local = code.allocateLocal(isArray ? TypeKind.REFERENCE : TypeKind.INT);
        if (isArray) {
            code.aload(code.parameterSlot(argument))
                    .loadConstant(component)
                    .aaload()
                    .astore(local);
        } else {
            code.loadConstant(component)
                    .iload(code.parameterSlot(Shape.SIZE))
                    .imul()
                    .istore(local);
        }
        return local;
    }

    /// Pushes the array and the index of a component at the point.
    private void address(int argument, int column) {
        if (shape == Shape.BATCH) code.aload(column).iload(point);
        else code.aload(code.parameterSlot(argument)).iload(column).iload(point).iadd();
    }

    private void emit(Node node) {
        Integer local = locals.get(node);
        if (local != null) {
            code.dload(local);
            return;
        }
        if (node.isNumber()) {
            code.loadConstant(node.number());
            return;
        }
        if (compiler.isPart(node)) call(node);
        else compute(node);
        boolean isArgument = node.action() instanceof Action.Load(Slot slot)
                && (slot.kind() == Slot.Kind.TIME || shape == Shape.UNARY);
        if (node.uses() > 1 && !isArgument) {
            int fresh = code.allocateLocal(TypeKind.DOUBLE);
            code.dup2().dstore(fresh);
            locals.put(node, fresh);
            known.push(node);
        }
    }

    private void call(Node part) {
        for (int k = 0; k < shape.arguments().size(); k++)
            code.loadLocal(TypeKind.from(shape.arguments().get(k)), code.parameterSlot(k));
        if (shape.isLoop()) code.iload(point);
        code.invokestatic(Compiler.SELF, compiler.nameOf(part), shape.partType());
    }

    private void compute(Node node) {
        switch (node.action()) {
            case Action.Literal(double value) -> code.loadConstant(value);
            case Action.Load(Slot slot) -> load(slot);
            case Action.Apply(Operator op) -> apply(op, node);
            case Action.Invoke(Builtin f) -> {
                for (Node each : node.arguments()) emit(each);
                ClassDesc owner = f.owner().describeConstable().orElse(MATH);
                code.invokestatic(owner, f.method(), f.arity() == 1 ? ONE : TWO);
            }
            case Action.Choose() -> choose(node);
        }
    }

    private void load(Slot slot) {
        switch (slot.kind()) {
            case TIME -> code.dload(code.parameterSlot(Shape.TIME));
            case PARAMETER ->
                code.aload(code.parameterSlot(Shape.PARAMETERS))
                        .loadConstant(slot.index())
                        .daload();
            case STATE -> state(slot.index());
        }
    }

    private void state(int component) {
        if (shape == Shape.UNARY) {
            code.dload(code.parameterSlot(0));
            return;
        }
        Integer column = columns.get(component);
        if (column != null) {
            address(Shape.STATE, column);
        } else {
            code.aload(code.parameterSlot(Shape.STATE)).loadConstant(component);
            if (shape == Shape.BATCH) code.aaload().iload(point);
            if (shape == Shape.ENSEMBLE)
                code.iload(code.parameterSlot(Shape.SIZE)).imul().iload(point).iadd();
        }
        code.daload();
    }

    private void apply(Operator op, Node node) {
        switch (op) {
            case PLUS, MINUS, TIMES, DIVIDE -> {
                emit(node.argument(0));
                emit(node.argument(1));
                switch (op) {
                    case PLUS -> code.dadd();
                    case MINUS -> code.dsub();
                    case TIMES -> code.dmul();
                    default -> code.ddiv();
                }
            }
            case NEGATE -> {
                emit(node.argument(0));
                code.dneg();
            }
            case POWER -> power(node.argument(0), node.argument(1));
            default -> {
                Label isFalse = code.newLabel();
                Label end = code.newLabel();
                branch(node, isFalse, false);
                code.dconst_1().goto_(end).labelBinding(isFalse).dconst_0().labelBinding(end);
            }
        }
    }

    /// The multiplications of [SpecialFunctions#power], written out where the exponent is known.
    private void power(Node base, Node exponent) {
        double y = exponent.number();
        if (!exponent.isNumber()) {
            emit(base);
            emit(exponent);
            code.invokestatic(SpecialFunctions.class.describeConstable().orElseThrow(), "power", TWO);
        } else if (SpecialFunctions.isSquaring(y)) {
            if (y < 0) code.dconst_1();
            wholePower(base, Math.abs((int) y));
            if (y < 0) code.ddiv();
        } else {
            emit(base);
            if (y == 0.5) code.invokestatic(MATH, "sqrt", ONE);
            else code.loadConstant(y).invokestatic(MATH, "pow", TWO);
        }
    }

    private void wholePower(Node base, int n) {
        if (n == 0) {
            code.dconst_1();
            return;
        }
        emit(base);
        int rest = n;
        for (; (rest & 1) == 0; rest >>= 1) code.dup2().dmul();
        if (rest == 1) return;
        int square = code.allocateLocal(TypeKind.DOUBLE);
        code.dup2().dstore(square);
        while ((rest >>= 1) != 0) {
            code.dload(square).dup2().dmul().dstore(square);
            if ((rest & 1) != 0) code.dload(square).dmul();
        }
    }

    private void choose(Node node) {
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        int mark = known.size();
        branch(node.argument(0), otherwise, false);
        emit(node.argument(1));
        forget(mark);
        code.goto_(end).labelBinding(otherwise);
        emit(node.argument(2));
        forget(mark);
        code.labelBinding(end);
    }

    /// Jumps to `target` if the truth of `node` is `isTrue`, else goes on. Forgets what only some ways compute.
    private void branch(Node node, Label target, boolean isTrue) {
        int mark = known.size();
        Operator op = node.action() instanceof Action.Apply(Operator each) ? each : Operator.PLUS;
        boolean isLogical = !locals.containsKey(node) && !compiler.isPart(node);
        if (isLogical && op == Operator.NOT) {
            branch(node.argument(0), target, !isTrue);
        } else if (isLogical && (op == Operator.AND || op == Operator.OR)) {
            // either side decides alone when it has the value that ends the evaluation
            boolean decides = op == Operator.OR;
            if (decides == isTrue) {
                branch(node.argument(0), target, isTrue);
                branch(node.argument(1), target, isTrue);
            } else {
                Label decided = code.newLabel();
                branch(node.argument(0), decided, decides);
                branch(node.argument(1), target, isTrue);
                code.labelBinding(decided);
            }
        } else if (isLogical && op.isComparison()) {
            emit(node.argument(0));
            emit(node.argument(1));
            compare(op, target, isTrue);
        } else {
            emit(node);
            code.dconst_0();
            compare(Operator.UNEQUAL, target, isTrue);
        }
        forget(mark);
    }

    /// A comparison with a number that is not one is false, save `!=`.
    private void compare(Operator op, Label target, boolean isTrue) {
        boolean isLess = op == Operator.LESS || op == Operator.AT_MOST;
        if (isLess) code.dcmpg();
        else code.dcmpl();
        Opcode whenTrue = switch (op) {
            case LESS -> Opcode.IFLT;
            case AT_MOST -> Opcode.IFLE;
            case GREATER -> Opcode.IFGT;
            case AT_LEAST -> Opcode.IFGE;
            case EQUAL -> Opcode.IFEQ;
            default -> Opcode.IFNE;
        };
        code.branch(isTrue ? whenTrue : opposite(whenTrue), target);
    }

    private static Opcode opposite(Opcode opcode) {
        return switch (opcode) {
            case IFLT -> Opcode.IFGE;
            case IFLE -> Opcode.IFGT;
            case IFGT -> Opcode.IFLE;
            case IFGE -> Opcode.IFLT;
            case IFEQ -> Opcode.IFNE;
            default -> Opcode.IFEQ;
        };
    }

    private void forget(int mark) {
        while (known.size() > mark) locals.remove(known.pop());
    }
}
