using Brine.Models;
using Brine.Pickling;

namespace Brine;

/// <summary>Changes the attributes of an object of scikit-learn's: the lines of the table, the code of its class, its parameters, its
/// version.</summary>
internal static class EstimatorRules
{
    private const string Deprecated = "deprecated";

    internal static void Apply(EstimatorEdit edit)
    {
        foreach (RuleRow row in RuleTable.Of(edit.ClassName, edit.Graph.Target))
        {
            Apply(row, edit);
        }

        ClassRules.Apply(edit);
        CatalogClass? known = edit.Source.Class is { } type && type.Module.StartsWith("sklearn.", StringComparison.Ordinal)
            ? SklearnCatalog.Find(edit.ClassName) : null;
        if (known is not null)
        {
            ApplyParameters(edit, known);
        }

        if (known is not null || edit.Has(SavedVersion.Attribute))
        {
            edit.Set(SavedVersion.Attribute, PyValue.FromText(edit.Graph.Target.Version));
        }
    }

    private static void Apply(RuleRow row, EstimatorEdit edit)
    {
        switch (row.Action)
        {
            case RuleAction.Rename when edit.Has(row.Name):
                if (edit.Has(row.Value) && edit.Text(row.Value) == Deprecated)
                {
                    edit.Drop(row.Value);
                }

                if (edit.Text(row.Name) == Deprecated)
                {
                    edit.Drop(row.Name);
                }
                else if (edit.Rename(row.Name, row.Value))
                {
                    edit.Changed($"{row.Name} is now {row.Value}");
                }

                break;
            case RuleAction.Drop when edit.Has(row.Name):
                PyValue value = edit.Get(row.Name);
                if (row.Value != "*" && !row.Value.Split('|').Any(text => Literal.Parse(text) is { } meant && Literal.IsSame(value, meant)))
                {
                    if (row.Value.EndsWith('~'))
                    {
                        edit.Drop(row.Name);
                        edit.Note($"{row.Name} was {value}, which {edit.Graph.Target} does not know: a new training would give another "
                            + "model");
                        break;
                    }

                    throw edit.Refuse("UpgradeParameter",
                        $"{edit.Graph.Target} has no {row.Name}, and the model has another value of it than the one that is meant there: "
                            + SafeText.Of(value.ToString()!), row.Name);
                }

                edit.Drop(row.Name);
                if (value.AsString() != Deprecated)
                {
                    edit.Changed($"{row.Name} is gone");
                }

                break;
            case RuleAction.Add when !edit.Has(row.Name):
                edit.Set(row.Name, Literal.Parse(row.Value)!.Value);
                if (edit.Text(row.Name) != Deprecated)
                {
                    edit.Changed($"{row.Name} is {row.Value}");
                }

                break;
            case RuleAction.Set:
                edit.Set(row.Name, Literal.Parse(row.Value)!.Value);
                break;
            case RuleAction.Copy when edit.Has(row.Value) && IsStored(edit, row):
                edit.Share(row.Name, row.Value);
                break;
            case RuleAction.Shape when !edit.Has(row.Name) && IsStored(edit, row):
                string[] parts = row.Value.Split(':');
                if (edit.AxisOf(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)) is { } size)
                {
                    edit.Set(row.Name, size);
                }

                break;
            case RuleAction.Value when edit.Has(row.Name):
                string[] sides = row.Value.Split('=');
                if (Literal.IsSame(edit.Get(row.Name), Literal.Parse(sides[0])!.Value))
                {
                    edit.Set(row.Name, Literal.Parse(sides[1])!.Value);
                    edit.Changed($"{row.Name} is {sides[1]}, which was {sides[0]}");
                }

                break;
        }
    }

    /// <summary>A line about all classes is about those that keep the attribute: others compute it.</summary>
    private static bool IsStored(EstimatorEdit edit, RuleRow row) => row.ClassName != "*"
        || (SklearnCatalog.Find(edit.ClassName) is { } known
            && known.Attributes.Any(fact => fact.Name == row.Name && fact.Value.StartsWith("stored", StringComparison.Ordinal)));

    private static void ApplyParameters(EstimatorEdit edit, CatalogClass known)
    {
        List<CatalogFact> parameters = [.. known.Parameters.Where(fact => edit.IsNew ? fact.Until is null : fact.Since is null)];
        foreach (CatalogFact parameter in parameters)
        {
            if (!edit.Has(parameter.Name) && Literal.Parse(parameter.Value) is { } value)
            {
                edit.Set(parameter.Name, value);
                if (value.AsString() != Deprecated)
                {
                    edit.Changed($"{parameter.Name} is {parameter.Value}");
                }
            }
        }

        foreach (string name in edit.Names.ToArray())
        {
            CatalogFact[] elsewhere = [.. known.Parameters.Where(fact => fact.Name == name)];
            if (elsewhere.Length == 0 || RuleTable.IsKept(edit.ClassName, name, edit.Graph.Target)
                || parameters.Exists(fact => fact.Name == name))
            {
                continue;
            }

            PyValue value = edit.Get(name);
            if (value.AsString() is not (Deprecated or "warn")
                && !elsewhere.Any(fact => Literal.Parse(fact.Value) is { } standard && Literal.IsSame(value, standard)))
            {
                throw edit.Refuse("UpgradeParameter", $"{edit.Graph.Target} has no parameter {name} of {edit.ClassName}, and the model has "
                    + $"set it: {SafeText.Of(value.ToString()!)}", name);
            }

            edit.Drop(name);
            edit.Changed($"{name} is gone");
        }
    }
}
