/// Files in and out: tables (CSV, TSV, Parquet, JSON), arrays (NumPy, IDX, HDF5, NetCDF, JSON) and networks.
///
/// [org.onsager.lab.data.DataFile] is the front door that tells the formats apart. Whatever is unreadable,
/// truncated or of another format is one [IllegalArgumentException] naming the file, what is wrong and what is
/// expected.
@org.jspecify.annotations.NullMarked
package org.onsager.lab.data;
