package io.dredis.lua.language;

import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads Lua 5.1: statements. {@link ExpressionParser} reads what stands in them. */
final class Parser {

  private static final int MAX_LEVELS = 200;
  private static final int STATEMENT_BYTES = 160;

  private final Lexer lexer;
  private final Chunk chunk;
  private final ExpressionParser expressions;
  private FunctionScope scope;
  private int levels;

  private Parser(byte[] source, Chunk chunk) {
    this.chunk = chunk;
    this.lexer = new Lexer(source, chunk);
    this.expressions = new ExpressionParser(this, lexer);
  }

  /**
   * Parses a chunk: a function with any number of arguments. Throws a {@link Failure} that says
   * what is wrong where.
   */
  static Prototype parse(byte[] source, LuaString name, int levels) {
    Chunk chunk = new Chunk(name);
    Parser parser = new Parser(source, chunk);
    parser.levels = levels;
    try {
      return parser.chunk();
    } catch (StackOverflowError e) {
      throw parser.lexer.error("function or expression too complex", null);
    }
  }

  private Prototype chunk() {
    scope = new FunctionScope(null, chunk, 0);
    scope.isVararg = true;
    scope.usesVarargs = true;
    lexer.next();
    Block body = block();
    if (!is(Lexer.END)) {
      throw expected(Lexer.END);
    }
    return new Prototype(scope, body, 0, lexer.codeBytes());
  }

  FunctionScope scope() {
    return scope;
  }

  // Tokens.

  boolean is(String token) {
    return lexer.token().equals(token);
  }

  boolean accept(String token) {
    if (is(token)) {
      lexer.next();
      return true;
    }
    return false;
  }

  void expect(String token) {
    if (!accept(token)) {
      throw expected(token);
    }
  }

  Failure expected(String token) {
    return lexer.syntaxError("'" + token + "' expected");
  }

  /** Expects what ends something that began on a line. */
  void expectMatch(String what, String opener, int line) {
    if (accept(what)) {
      return;
    }
    if (line == lexer.line()) {
      throw expected(what);
    }
    throw lexer.syntaxError(
        "'" + what + "' expected (to close '" + opener + "' at line " + line + ")");
  }

  LuaString expectName() {
    if (!is(Lexer.NAME)) {
      throw expected(Lexer.NAME);
    }
    LuaString name = (LuaString) lexer.value();
    lexer.next();
    return name;
  }

  Place place(int line) {
    return new Place(chunk, line);
  }

  Place placeBefore() {
    return new Place(chunk, lexer.lastLine());
  }

  void enterLevel() {
    if (++levels > MAX_LEVELS) {
      throw lexer.error("chunk has too many syntax levels", null);
    }
  }

  void leaveLevel() {
    levels--;
  }

  // Functions.

  /** Parses a function from its parameters on. */
  Node functionBody(boolean isMethod, int line) {
    FunctionScope outer = scope;
    long codeBytesBefore = lexer.codeBytes();
    scope = new FunctionScope(outer, chunk, line);
    expect("(");
    if (isMethod) {
      addParameter(LuaValue.valueOf("self"));
    }
    parameters();
    expect(")");
    Block body = block();
    expectMatch("end", "function", line);
    Prototype prototype = new Prototype(scope, body, line, lexer.codeBytes() - codeBytesBefore);
    scope = outer;
    return new Literals.Function(prototype);
  }

  private void addParameter(LuaString name) {
    scope.addParameter(scope.newLocal(name, 0, lexer));
    scope.parameters++;
  }

  private void parameters() {
    if (is(")")) {
      return;
    }
    do {
      if (is(Lexer.NAME)) {
        addParameter(expectName());
      } else if (accept("...")) {
        scope.isVararg = true;
        scope.hasArgVariable = true;
        scope.addParameter(scope.newLocal(LuaValue.valueOf("arg"), 0, lexer));
        return;
      } else {
        throw lexer.syntaxError("<name> or '...' expected");
      }
    } while (accept(","));
  }

  // Statements.

  private boolean blockEnds() {
    return switch (lexer.token()) {
      case "else", "elseif", "end", "until", Lexer.END -> true;
      default -> false;
    };
  }

  private Block block() {
    List<Node> statements = new ArrayList<>();
    boolean last = false;
    enterLevel();
    while (!last && !blockEnds()) {
      last = is("return") || is("break");
      Memory.allocate(STATEMENT_BYTES);
      statements.add(statement());
      accept(";");
    }
    leaveLevel();
    return new Block(statements.toArray(new Node[0]));
  }

  private Block scopedBlock(boolean isLoop) {
    scope.openBlock(isLoop);
    Block block = block();
    scope.closeBlock();
    return block;
  }

  private Node statement() {
    int line = lexer.line();
    return switch (lexer.token()) {
      case "if" -> ifStatement(line);
      case "while" -> whileStatement(line);
      case "do" -> doStatement(line);
      case "for" -> forStatement(line);
      case "repeat" -> repeatStatement(line);
      case "function" -> functionStatement(line);
      case "local" -> localStatement();
      case "return" -> returnStatement();
      case "break" -> breakStatement();
      default -> expressionStatement();
    };
  }

  private Node doStatement(int line) {
    lexer.next();
    Block block = scopedBlock(false);
    expectMatch("end", "do", line);
    return block;
  }

  private Node localStatement() {
    lexer.next();
    return accept("function") ? localFunction() : localDeclaration();
  }

  private Node breakStatement() {
    lexer.next();
    if (!scope.isInLoop()) {
      throw lexer.syntaxError("no loop to break");
    }
    return new Statements.Break();
  }

  private Node ifStatement(int line) {
    List<Node> conditions = new ArrayList<>();
    List<Node> blocks = new ArrayList<>();
    do {
      lexer.next();
      conditions.add(expressions.expression());
      expect("then");
      blocks.add(scopedBlock(false));
    } while (is("elseif"));
    if (accept("else")) {
      blocks.add(scopedBlock(false));
    }
    expectMatch("end", "if", line);
    return new Statements.If(conditions.toArray(new Node[0]), blocks.toArray(new Node[0]));
  }

  private Node whileStatement(int line) {
    lexer.next();
    Node condition = expressions.expression();
    expect("do");
    Block body = scopedBlock(true);
    Place end = placeBefore();
    expectMatch("end", "while", line);
    return new Loops.While(condition, body, end);
  }

  private Node repeatStatement(int line) {
    lexer.next();
    scope.openBlock(true);
    Block body = block();
    expectMatch("until", "repeat", line);
    Node condition = expressions.expression();
    scope.closeBlock();
    return new Loops.Repeat(body, condition, placeBefore());
  }

  private Node forStatement(int line) {
    lexer.next();
    LuaString first = expectName();
    Node loop =
        switch (lexer.token()) {
          case "=" -> numericFor(first, line);
          case ",", "in" -> genericFor(first, line);
          default -> throw lexer.syntaxError("'=' or 'in' expected");
        };
    expectMatch("end", "for", line);
    return loop;
  }

  private Node numericFor(LuaString name, int line) {
    lexer.next();
    Node[] range = new Node[3];
    range[0] = expressions.expression();
    expect(",");
    range[1] = expressions.expression();
    if (accept(",")) {
      range[2] = expressions.expression();
    }
    expect("do");
    scope.openBlock(true);
    LocalVariable variable = scope.newLocal(name, 0, lexer);
    scope.activate(variable);
    Block body = block();
    scope.closeBlock();
    return new Loops.Numeric(variable, range, body, place(line), placeBefore());
  }

  private Node genericFor(LuaString first, int line) {
    List<LuaString> names = new ArrayList<>(List.of(first));
    while (accept(",")) {
      names.add(expectName());
    }
    expect("in");
    Node[] values = expressions.list();
    expect("do");
    scope.openBlock(true);
    LocalVariable[] variables = newLocals(names);
    activate(variables);
    Block body = block();
    scope.closeBlock();
    return new Loops.Generic(variables, values, body, place(line), placeBefore());
  }

  private LocalVariable[] newLocals(List<LuaString> names) {
    LocalVariable[] variables = new LocalVariable[names.size()];
    for (int i = 0; i < variables.length; i++) {
      variables[i] = scope.newLocal(names.get(i), i, lexer);
    }
    return variables;
  }

  private void activate(LocalVariable[] variables) {
    for (LocalVariable variable : variables) {
      scope.activate(variable);
    }
  }

  private Node functionStatement(int line) {
    lexer.next();
    Target target = expressions.variable(expectName());
    boolean isMethod = false;
    while (!isMethod && (is(".") || is(":"))) {
      isMethod = is(":");
      lexer.next();
      LuaString key = expectName();
      target = new Variables.Field(target, key, place(line));
    }
    return new Statements.Assignment(target, functionBody(isMethod, line));
  }

  private Node localFunction() {
    LuaString name = expectName();
    LocalVariable variable = scope.newLocal(name, 0, lexer);
    scope.activate(variable);
    return new Statements.LocalFunction(variable, functionBody(false, lexer.line()));
  }

  private Node localDeclaration() {
    List<LuaString> names = new ArrayList<>();
    do {
      names.add(expectName());
    } while (accept(","));
    LocalVariable[] variables = newLocals(names);
    Node[] values = accept("=") ? expressions.list() : new Node[0];
    activate(variables);
    return new Statements.LocalDeclaration(variables, values);
  }

  private Node returnStatement() {
    lexer.next();
    if (blockEnds() || is(";")) {
      return new Statements.Return(new Node[0]);
    }
    Node[] values = expressions.list();
    if (values.length == 1 && values[0] instanceof CallNode call) {
      return new Statements.ReturnCall(call);
    }
    return new Statements.Return(values);
  }

  private Node expressionStatement() {
    Node first = expressions.primary();
    if (first instanceof CallNode) {
      return first;
    }
    List<Target> targets = new ArrayList<>();
    addTarget(targets, first);
    while (accept(",")) {
      addTarget(targets, expressions.primary());
      if (targets.size() - 1 > MAX_LEVELS - levels) {
        throw scope.limit(MAX_LEVELS - levels, "variables in assignment", lexer);
      }
    }
    expect("=");
    Node[] values = expressions.list();
    if (targets.size() == 1 && values.length == 1) {
      return new Statements.Assignment(targets.getFirst(), values[0]);
    }
    return new Statements.MultipleAssignment(targets.toArray(new Target[0]), values);
  }

  private void addTarget(List<Target> targets, Node node) {
    if (!(node instanceof Target target)) {
      throw lexer.syntaxError("syntax error");
    }
    targets.add(target);
  }
}
