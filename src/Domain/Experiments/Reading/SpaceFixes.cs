using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>Applies "fix": dimensions of a built-in space narrowed to one value.</summary>
internal sealed class SpaceFixes(ValueReader read)
{
    /// <param name="section">The object with one value per name; null for none.</param>
    /// <param name="entries">The dimensions of the built-in space; changed in place.</param>
    /// <param name="given">The dimensions that replace some of them.</param>
    public void Apply(SpecNode? section, List<SpaceEntry> entries, List<SpaceEntry> given)
    {
        var shape = new ExperimentFileObject("fix", [], []);
        foreach (var (name, node) in read.Object(section, shape, allowOthers: true)?.Members ?? [])
        {
            var index = entries.FindIndex(entry => entry.Name == name);
            if (index < 0)
            {
                var hint = Nearest.Hint(name, entries.Select(entry => entry.Name));
                var message = $"The built-in space has no dimension '{Shown.Text(name)}' to fix{hint}";
                read.Problems.AddAtKey(SpecCodes.SpaceFix, node, message);
            }
            else if (given.Exists(entry => entry.Name == name))
            {
                read.Problems.AddAtKey(SpecCodes.SpaceDuplicate, node, $"'{name}' is both fixed and given anew.");
            }
            else if (read.Parameter(node) is { } value)
            {
                entries[index] = Narrow(entries[index], value, node);
            }
        }
    }

    private SpaceEntry Narrow(SpaceEntry entry, ParameterValue value, SpecNode node)
    {
        var dimension = entry.Dimension!;
        if (dimension.Contains(value))
        {
            return entry with { Dimension = Narrowed(dimension, value) };
        }

        var message = $"'{entry.Name}' is fixed at {Shown.Value(node)}; allowed is {dimension.Describe()}.";
        read.Problems.Add(SpecCodes.SpaceFix, node, message);
        return entry;
    }

    private static Dimension Narrowed(Dimension dimension, ParameterValue value) =>
        dimension switch
        {
            CategoricalDimension categorical => categorical with { Choices = [value] },
            OrdinalDimension ordinal => ordinal with { Choices = [value] },
            IntegerDimension integer => integer with { Min = (int)value.AsNumber(), Max = (int)value.AsNumber() },
            RealDimension real => real with { Min = value.AsNumber(), Max = value.AsNumber() },
            _ => throw new InvalidOperationException($"A {dimension.GetType().Name} cannot be fixed."),
        };
}
