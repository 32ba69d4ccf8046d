using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Brine.Cli;

/// <summary>The help of a command: its examples first, then what the library makes of its arguments and options.</summary>
internal sealed class Examples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string> ByCommand = new(StringComparer.Ordinal)
    {
        [""] = """
              brine inspect model.pkl                          what is in the file
              brine scan model.pkl downloads/                  what would Python do with it?
              brine predict model.pkl rows.csv                 a prediction for each row
              brine predict model.pkl rows.csv -m predict_proba -o answers.json
              brine explain model.pkl rows.csv                 what speaks for each answer
              brine convert model.pkl model.joblib --compress zlib:3
              brine verify model.pkl --data case.npz           are the answers Python's?
            """,
        ["predict"] = """
              brine predict model.pkl rows.csv
              brine predict model.pkl rows.csv -m predict,predict_proba -o answers.csv
              brine predict model.pkl rows.csv --keep --on-error mark -o answers.csv
              brine predict model.pkl frame.pkl
              cat rows.csv | brine predict model.joblib - --json
            """,
        ["explain"] = """
              brine explain model.pkl                          importances, coefficients, the tree
              brine explain model.pkl rows.csv --row 3         what speaks for the answer to row 3
              brine explain model.pkl --format dot --filled | dot -Tsvg > tree.svg
              brine explain forest.joblib --format tree --tree 7
              brine explain model.pkl rows.csv --target y --permutation
              brine explain model.pkl rows.csv --partial age,fare --json
            """,
        ["new"] = """
              brine new train.csv --target species -o pipeline.json
              brine new                                        asks, on a terminal
              brine new dataset:wine --target target --model LogisticRegression
            """,
        ["report"] = """
              brine report model.pkl -o model.html
              brine report forest.joblib -o forest.html --trees 10 --language es
            """,
        ["serve"] = """
              brine serve model.pkl                            then open http://127.0.0.1:8080
              brine serve churn=churn.pkl fraud=fraud.joblib
              brine serve model.pkl --urls http://0.0.0.0:8080 --api-keys keys.txt
            """,
        ["scan"] = """
              brine scan model.pkl
              brine scan models/ --strict --format sarif -o brine.sarif
              brine scan models/ --write-baseline known.json
              brine scan models/ --baseline known.json --policy house.json
              curl -s https://example.org/model.joblib | brine scan -
            """,
        ["inspect"] = """
              brine inspect model.pkl
              brine inspect data.npz --json
              brine inspect pipeline.joblib --full
            """,
        ["convert"] = """
              brine convert model.pkl model.joblib
              brine convert model.joblib model.pkl --protocol 4
              brine convert settings.pkl settings.json
              brine convert frame.pkl frame.csv --index
            """,
        ["upgrade"] = """
              brine upgrade old.pkl new.pkl --to scikit-learn==1.9
              brine upgrade model.joblib older.joblib --to 1.2 --json
              brine upgrade svc.pkl new.pkl --to 1.9 --except decision_function
            """,
        ["score"] = """
              brine score model.pkl rows.csv --target species
              brine score model.pkl rows.csv --target price --metric neg_mean_absolute_error
            """,
        ["fit"] = """
              brine fit pipeline.json train.csv --target species -o model.pkl
              brine fit RandomForestClassifier train.csv --target species -o model.joblib --sklearn 1.2
            """,
        ["evaluate"] = """
              brine evaluate model.pkl test.csv --target species
              brine evaluate model.pkl test.csv --target price --json
            """,
        ["verify"] = """
              brine verify model.pkl --data case.npz
              brine verify cases/ --only '^Pipeline'
            """,
        ["optimize"] = """
              brine optimize model.pkl smaller.pkl
            """,
        ["dis"] = """
              brine dis model.pkl
              brine dis model.pkl --annotate | less
            """,
    };

    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        if (ByCommand.TryGetValue(command is RootCommand ? "" : command.Name, out string? lines))
        {
            parseResult.InvocationConfiguration.Output.WriteLine("Examples:\n" + lines + "\n");
        }

        return help.Invoke(parseResult);
    }
}
