namespace NasCluster.Domain.SearchSpaces;

public enum ParameterKind
{
    Number,
    Text,
    Flag,
}
