package io.dredis.lua.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads the expressions of a {@link Parser}'s statements. */
final class ExpressionParser {

  private static final int UNARY_PRIORITY = 8;
  private static final int NODE_BYTES = 120;

  /** How strongly an operator binds to its left and to its right. */
  private record Priority(int left, int right) {}

  private static final Map<String, Priority> PRIORITIES =
      Map.ofEntries(
          Map.entry("+", new Priority(6, 6)),
          Map.entry("-", new Priority(6, 6)),
          Map.entry("*", new Priority(7, 7)),
          Map.entry("/", new Priority(7, 7)),
          Map.entry("%", new Priority(7, 7)),
          Map.entry("^", new Priority(10, 9)),
          Map.entry("..", new Priority(5, 4)),
          Map.entry("~=", new Priority(3, 3)),
          Map.entry("==", new Priority(3, 3)),
          Map.entry("<", new Priority(3, 3)),
          Map.entry("<=", new Priority(3, 3)),
          Map.entry(">", new Priority(3, 3)),
          Map.entry(">=", new Priority(3, 3)),
          Map.entry("and", new Priority(2, 2)),
          Map.entry("or", new Priority(1, 1)));

  private final Parser parser;
  private final Lexer lexer;

  ExpressionParser(Parser parser, Lexer lexer) {
    this.parser = parser;
    this.lexer = lexer;
  }

  Node expression() {
    return expression(0);
  }

  Node[] list() {
    List<Node> list = new ArrayList<>();
    do {
      list.add(expression());
    } while (parser.accept(","));
    return list.toArray(new Node[0]);
  }

  private Node expression(int limit) {
    parser.enterLevel();
    Node left = isUnary() ? unary() : simple();
    while (true) {
      Priority priority = PRIORITIES.get(lexer.token());
      if (priority == null || priority.left <= limit) {
        break;
      }
      String operator = lexer.token();
      lexer.next();
      Memory.allocate(NODE_BYTES);
      Node right = expression(priority.right);
      left = binary(operator, left, right);
    }
    parser.leaveLevel();
    return left;
  }

  private boolean isUnary() {
    return parser.is("not") || parser.is("-") || parser.is("#");
  }

  private Node unary() {
    String operator = lexer.token();
    lexer.next();
    Node operand = expression(UNARY_PRIORITY);
    return switch (operator) {
      case "not" -> new Conditions.Not(operand);
      case "-" ->
          operand instanceof Literals.Constant constant
                  && constant.value instanceof LuaNumber number
              ? Literals.number(-number.todouble())
              : new Operators.Negate(operand, parser.placeBefore());
      default -> new Operators.Length(operand, parser.placeBefore());
    };
  }

  private Node binary(String operator, Node left, Node right) {
    Place place = parser.placeBefore();
    return switch (operator) {
      case "+" -> Operators.arithmetic(Arithmetic.ADD, left, right, place);
      case "-" -> Operators.arithmetic(Arithmetic.SUBTRACT, left, right, place);
      case "*" -> Operators.arithmetic(Arithmetic.MULTIPLY, left, right, place);
      case "/" -> Operators.arithmetic(Arithmetic.DIVIDE, left, right, place);
      case "%" -> Operators.arithmetic(Arithmetic.MODULO, left, right, place);
      case "^" -> Operators.arithmetic(Arithmetic.POWER, left, right, place);
      case ".." -> concat(left, right, place);
      case "==" -> new Conditions.Equal(left, right, true, place);
      case "~=" -> new Conditions.Equal(left, right, false, place);
      case "<" -> new Conditions.Less(left, right, false, place);
      case ">" -> new Conditions.Less(left, right, true, place);
      case "<=" -> new Conditions.LessOrEqual(left, right, false, place);
      case ">=" -> new Conditions.LessOrEqual(left, right, true, place);
      case "and" -> new Operators.And(left, right);
      default -> new Operators.Or(left, right);
    };
  }

  private static Node concat(Node left, Node right, Place place) {
    List<Node> operands = new ArrayList<>(List.of(left));
    if (right instanceof Operators.Concat chain) {
      operands.addAll(List.of(chain.operands()));
    } else {
      operands.add(right);
    }
    return new Operators.Concat(operands.toArray(new Node[0]), place);
  }

  private Node simple() {
    Memory.allocate(NODE_BYTES);
    Node node;
    switch (lexer.token()) {
      case Lexer.NUMBER, Lexer.STRING -> node = new Literals.Constant(lexer.value());
      case "nil" -> node = new Literals.Constant(LuaValue.NIL);
      case "true" -> node = new Literals.Constant(LuaValue.TRUE);
      case "false" -> node = new Literals.Constant(LuaValue.FALSE);
      case "..." -> {
        if (!parser.scope().isVararg) {
          throw lexer.syntaxError("cannot use '...' outside a vararg function");
        }
        parser.scope().usesVarargs = true;
        node = new Literals.Rest();
      }
      case "{" -> {
        return table();
      }
      case "function" -> {
        lexer.next();
        return parser.functionBody(false, lexer.line());
      }
      default -> {
        return primary();
      }
    }
    lexer.next();
    return node;
  }

  Target variable(LuaString name) {
    Target found = parser.scope().find(name, lexer);
    return found != null ? found : new Variables.Global(name, parser.placeBefore());
  }

  private Node prefix() {
    if (parser.is("(")) {
      int line = lexer.line();
      lexer.next();
      Node inner = expression();
      parser.expectMatch(")", "(", line);
      return inner.isMultiple() || inner instanceof Target || inner instanceof Operators.Concat
          ? new Literals.Single(inner)
          : inner;
    }
    if (parser.is(Lexer.NAME)) {
      return variable(parser.expectName());
    }
    throw lexer.syntaxError("unexpected symbol");
  }

  /** A name or parenthesis with all that follows: fields, elements, calls. */
  Node primary() {
    Node node = prefix();
    while (true) {
      Memory.allocate(NODE_BYTES);
      switch (lexer.token()) {
        case "." -> {
          lexer.next();
          LuaString key = parser.expectName();
          node = new Variables.Field(node, key, parser.placeBefore());
        }
        case "[" -> {
          lexer.next();
          Node key = expression();
          parser.expect("]");
          node = element(node, key);
        }
        case ":" -> {
          lexer.next();
          LuaString method = parser.expectName();
          node = call(node, method);
        }
        case "(", "{", Lexer.STRING -> node = call(node, null);
        default -> {
          return node;
        }
      }
    }
  }

  private Target element(Node object, Node key) {
    if (key instanceof Literals.Constant constant && constant.value instanceof LuaString name) {
      return new Variables.Field(object, name, parser.placeBefore());
    }
    return new Variables.Element(object, key, parser.placeBefore());
  }

  private Node call(Node callee, LuaString method) {
    int line = lexer.line();
    Node[] arguments;
    switch (lexer.token()) {
      case "(" -> {
        if (line != lexer.lastLine()) {
          throw lexer.syntaxError("ambiguous syntax (function call x new statement)");
        }
        lexer.next();
        arguments = parser.is(")") ? new Node[0] : list();
        parser.expectMatch(")", "(", line);
      }
      case "{" -> arguments = new Node[] {table()};
      case Lexer.STRING -> {
        arguments = new Node[] {new Literals.Constant(lexer.value())};
        lexer.next();
      }
      default -> throw lexer.syntaxError("function arguments expected");
    }
    return new CallNode(callee, method, arguments, parser.place(line));
  }

  private Node table() {
    int line = lexer.line();
    List<Node> keys = new ArrayList<>();
    List<Node> values = new ArrayList<>();
    parser.expect("{");
    while (!parser.is("}")) {
      tableField(keys, values);
      if (!parser.accept(",") && !parser.accept(";")) {
        break;
      }
    }
    parser.expectMatch("}", "{", line);
    return new Literals.TableConstructor(
        keys.toArray(new Node[0]), values.toArray(new Node[0]), parser.placeBefore());
  }

  private void tableField(List<Node> keys, List<Node> values) {
    if (parser.is(Lexer.NAME) && lexer.peekNext().equals("=")) {
      keys.add(new Literals.Constant(parser.expectName()));
      parser.expect("=");
    } else if (parser.accept("[")) {
      keys.add(expression());
      parser.expect("]");
      parser.expect("=");
    } else {
      keys.add(null);
    }
    values.add(expression());
  }
}
