namespace NasCluster.Domain.SearchSpaces;

/// <summary>Which half of a candidate a dimension belongs to (FBNetV3: architecture A and recipe h).</summary>
public enum SpacePart
{
    Architecture,
    Recipe,
}
