using System.Globalization;
using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data.Shapes;

/// <summary>What <c>data make-shapes</c> is asked for.</summary>
/// <param name="Folder">Whole path of the folder to make; it is not there yet, or empty.</param>
/// <param name="Train">Training images, 2 … 100,000.</param>
/// <param name="Test">Test images, 1 … 100,000.</param>
/// <param name="Side">Pixels, 16 … 512.</param>
/// <param name="Seed">All chance is drawn from it.</param>
internal sealed record ShapeSetOptions(string Folder, int Train, int Test, int Side, int Seed)
{
    private const int MostImages = 100_000;

    /// <summary>Name of the data set.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>Folder above it.</summary>
    public string Root => Path.GetDirectoryName(Folder)!;

    /// <param name="folder">Folder to make.</param>
    /// <param name="numbers">Training images, test images, side, seed.</param>
    /// <exception cref="DatasetException">A number is out of range, or the folder's name cannot name a data set.</exception>
    public static ShapeSetOptions Parse(string folder, string[] numbers)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!DatasetRoot.IsName(Path.GetFileName(path)))
        {
            throw DatasetFault.Path(path, "cannot name a data set; expected letters, digits, '.', '_' and '-'");
        }

        return new(
            path,
            Number("train", numbers[0], 2, MostImages),
            Number("test", numbers[1], 1, MostImages),
            Number("side", numbers[2], 16, 512),
            Number("seed", numbers[3], 0, int.MaxValue)
        );
    }

    private static int Number(string name, string text, int min, int max) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= min
        && number <= max
            ? number
            : throw DatasetFault.Option(name, $"is {text}; expected a whole number from {min} to {max}");
}
