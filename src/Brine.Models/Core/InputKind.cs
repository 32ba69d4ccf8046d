namespace Brine.Models;

/// <summary>What the data of a method is made of.</summary>
public enum InputKind
{
    /// <summary>Numbers in rows and columns; text that reads as a number is one.</summary>
    Numbers,

    /// <summary>Columns, each of a kind of its own: what encoders take.</summary>
    Columns,

    /// <summary>Cells of any kind, where one text makes all of them objects, as in an object array: what imputers take.</summary>
    Cells,

    /// <summary>Values of any kind, bools too, where one text makes all of them objects: what selectors of columns take.</summary>
    Values,

    /// <summary>Labels, one a row.</summary>
    Labels,

    /// <summary>Documents: one column of text.</summary>
    Documents,

    /// <summary>Records: one of Python's dicts, lists or sets a row.</summary>
    Records,

    /// <summary>Whatever the parts of the model, or a function of the user's, take: the model itself looks at nothing.</summary>
    Anything,

    /// <summary>Images: an array of three dimensions or more, all numbers there and finite.</summary>
    Images,
}
